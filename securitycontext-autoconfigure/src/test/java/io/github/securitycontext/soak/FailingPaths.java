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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContextSnapshot;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * Calls of requests that fail, or are answered before the call is made.
 */
@RestController
class FailingPaths implements ErrorController {

	private static final long TIMEOUT = 1;

	private final Calls calls;

	private final Pools pools;

	FailingPaths(Calls calls, Pools pools) {
		this.calls = calls;
		this.pools = pools;
	}

	@GetMapping("/exception")
	String exception(@RequestParam String prompt) {
		this.calls.azure(prompt);
		throw new IllegalStateException("To be dispatched to the error page");
	}

	@RequestMapping("/error")
	String error(@RequestParam(required = false) String prompt) {
		return (prompt != null) ? this.calls.openAi(prompt) : "";
	}

	@GetMapping("/handled-exception")
	String handledException(@RequestParam String prompt) {
		this.calls.azure(prompt);
		throw new UnsupportedOperationException("To be handled");
	}

	@ExceptionHandler
	String handle(UnsupportedOperationException ex, HttpServletRequest request) {
		return this.calls.azure(request.getParameter("prompt"));
	}

	/**
	 * Tomcat looks for requests that are late once in a second.
	 */
	@GetMapping("/timeout")
	WebAsyncTask<String> timeout(@RequestParam String prompt) {
		return new WebAsyncTask<>(TIMEOUT, this.pools.waiting, () -> {
			this.calls.azure(prompt);
			try {
				new CountDownLatch(1).await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				// the request has been answered
			}
			return this.calls.azure(prompt);
		});
	}

	@GetMapping("/deferred-timeout")
	DeferredResult<String> deferredTimeout(@RequestParam String prompt) {
		CountDownLatch over = new CountDownLatch(1);
		DeferredResult<String> result = new DeferredResult<>(TIMEOUT);
		result.onCompletion(over::countDown);
		result.onTimeout(UserSecurityContextSnapshot.capture().wrap(() -> {
			result.setResult(this.calls.azure(prompt));
		}));
		UserSecurityContextSnapshot.capturingExecutor(this.pools.waiting).execute(() -> {
			this.calls.openAi(prompt);
			try {
				over.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				return;
			}
			this.calls.azure(prompt);
		});
		return result;
	}

}
