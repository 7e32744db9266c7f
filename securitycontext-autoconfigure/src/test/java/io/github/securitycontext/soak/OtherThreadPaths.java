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

package io.github.securitycontext.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;

import io.github.securitycontext.UserSecurityContextSnapshot;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Calls from threads that serve several requests in turn.
 */
@RestController
class OtherThreadPaths {

	private final Calls calls;

	private final Pools pools;

	private final AsyncTasks asyncTasks;

	private final Executor capturing;

	OtherThreadPaths(Calls calls, Pools pools, AsyncTasks asyncTasks) {
		this.calls = calls;
		this.pools = pools;
		this.asyncTasks = asyncTasks;
		this.capturing = UserSecurityContextSnapshot.capturingExecutor(pools.tasks);
	}

	@GetMapping("/callable")
	Callable<String> callable(@RequestParam String prompt) {
		return () -> this.calls.azure(prompt) + this.calls.openAi(prompt);
	}

	@GetMapping("/web-async-task")
	WebAsyncTask<String> webAsyncTask(@RequestParam String prompt) {
		return new WebAsyncTask<>(() -> this.calls.azureMono(prompt).block() + this.calls.rest(prompt));
	}

	@GetMapping("/streaming-body")
	StreamingResponseBody streamingBody(@RequestParam String prompt) {
		return (output) -> {
			output.write(this.calls.azureStream(prompt).getBytes(StandardCharsets.UTF_8));
			output.flush();
			output.write(this.calls.springAi(prompt).getBytes(StandardCharsets.UTF_8));
		};
	}

	@GetMapping("/deferred-result")
	DeferredResult<String> deferredResult(@RequestParam String prompt) {
		DeferredResult<String> result = new DeferredResult<>();
		this.capturing.execute(() -> result.setResult(this.calls.azure(prompt) + this.calls.azure(prompt)));
		return result;
	}

	@GetMapping("/async-method")
	CompletableFuture<String> asyncMethod(@RequestParam String prompt) {
		return this.asyncTasks.ask(prompt);
	}

	@GetMapping("/completable-future")
	CompletableFuture<String> completableFuture(@RequestParam String prompt) {
		UserSecurityContextSnapshot snapshot = UserSecurityContextSnapshot.capture();
		return CompletableFuture.supplyAsync(snapshot.wrapSupplier(() -> this.calls.azure(prompt)))
			.thenCompose((answer) -> snapshot.wrapSupplier(() -> this.calls.openAiAsync(prompt)).get());
	}

	@GetMapping("/fork-join")
	CompletableFuture<String> forkJoin(@RequestParam String prompt) {
		UserSecurityContextSnapshot snapshot = UserSecurityContextSnapshot.capture();
		return CompletableFuture.supplyAsync(snapshot.wrapSupplier(() -> {
			ForkJoinTask<String> forked = ForkJoinTask.adapt(snapshot.wrap(() -> this.calls.azure(prompt))).fork();
			CompletableFuture<String> future = CompletableFuture
				.supplyAsync(snapshot.wrapSupplier(() -> this.calls.openAi(prompt)), this.pools.forkJoin);
			// runs tasks of others meanwhile
			return forked.join() + future.join() + this.calls.azure(prompt);
		}), this.pools.forkJoin);
	}

	/**
	 * A task that nothing was handed to is one of nobody, whoever runs it.
	 */
	@GetMapping("/not-handed-over")
	CompletableFuture<String> notHandedOver(@RequestParam String prompt) {
		String ofNobody = Prompt.ofNobody(prompt);
		return CompletableFuture.supplyAsync(() -> this.calls.azure(ofNobody), this.pools.tasks)
			.thenApplyAsync((answer) -> this.calls.openAi(ofNobody), this.pools.forkJoin)
			.thenApplyAsync((answer) -> this.calls.azure(ofNobody));
	}

	@GetMapping("/sse-emitter")
	SseEmitter sseEmitter(@RequestParam String prompt) {
		SseEmitter emitter = new SseEmitter();
		this.capturing.execute(() -> {
			try {
				emitter.send(this.calls.azure(prompt));
				emitter.send(this.calls.openAiStream(prompt));
				emitter.complete();
			}
			catch (IOException | RuntimeException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

}
