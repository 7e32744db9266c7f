/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.securitycontext.propagation;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Responses that other threads write, each with the answer to a call.
 */
@RestController
@EnableAsync
class WorkForResponses {

	private final Executor ownExecutor = new SimpleAsyncTaskExecutor("own-");

	private final Executor capturingExecutor = UserSecurityContextSnapshot.capturingExecutor(this.ownExecutor);

	private final Ai ai;

	private final Executor applicationTaskExecutor;

	private final AsyncMethods methods;

	private final NestedAsyncMethods nestedMethods;

	WorkForResponses(Ai ai, Executor applicationTaskExecutor, AsyncMethods methods, NestedAsyncMethods nestedMethods) {
		this.ai = ai;
		this.applicationTaskExecutor = applicationTaskExecutor;
		this.methods = methods;
		this.nestedMethods = nestedMethods;
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		return () -> this.ai.ask("callable");
	}

	@GetMapping("/async-method/application")
	CompletableFuture<String> asyncMethod() {
		return this.methods.ask("async-method");
	}

	@GetMapping("/nested-async-method/application")
	CompletableFuture<String> nestedAsyncMethod() {
		return this.nestedMethods.ask("nested-async-method");
	}

	@GetMapping("/deferred/{how}")
	DeferredResult<String> deferred(@PathVariable String how) {
		DeferredResult<String> result = new DeferredResult<>();
		execute(how, () -> result.setResult(this.ai.ask("deferred")));
		return result;
	}

	@GetMapping("/failed/{how}")
	DeferredResult<String> failed(@PathVariable String how) {
		DeferredResult<String> result = new DeferredResult<>();
		execute(how, () -> result.setErrorResult(new UnsupportedOperationException()));
		return result;
	}

	@ExceptionHandler(UnsupportedOperationException.class)
	String handle() {
		return this.ai.ask("failed");
	}

	@GetMapping("/sse/{how}")
	SseEmitter sse(@PathVariable String how) {
		SseEmitter emitter = new SseEmitter();
		execute(how, () -> send(emitter, this.ai.ask("sse")));
		return emitter;
	}

	@GetMapping("/body-emitter/{how}")
	ResponseBodyEmitter bodyEmitter(@PathVariable String how) {
		ResponseBodyEmitter emitter = new ResponseBodyEmitter();
		execute(how, () -> send(emitter, this.ai.ask("body-emitter")));
		return emitter;
	}

	private static void send(ResponseBodyEmitter emitter, String answer) {
		try {
			emitter.send(answer);
			emitter.complete();
		}
		catch (IOException ex) {
			emitter.completeWithError(ex);
		}
	}

	private void execute(String how, Runnable task) {
		switch (how) {
			case "wrapped" -> this.ownExecutor.execute(UserSecurityContextSnapshot.capture().wrap(task));
			case "capturing" -> this.capturingExecutor.execute(task);
			default -> this.applicationTaskExecutor.execute(task);
		}
	}

	@Component
	static class AsyncMethods {

		private final Ai ai;

		AsyncMethods(Ai ai) {
			this.ai = ai;
		}

		@Async
		CompletableFuture<String> ask(String prompt) {
			return CompletableFuture.completedFuture(this.ai.ask(prompt));
		}

	}

	@Component
	static class NestedAsyncMethods {

		private final AsyncMethods methods;

		NestedAsyncMethods(AsyncMethods methods) {
			this.methods = methods;
		}

		@Async
		CompletableFuture<String> ask(String prompt) {
			return this.methods.ask(prompt);
		}

	}

}
