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

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * Calls of a WebFlux application by clients that cannot see Reactor's contexts, and of
 * requests that fail.
 */
@RestController
class WebFluxPaths {

	private final Calls calls;

	private final Pools pools;

	WebFluxPaths(Calls calls, Pools pools) {
		this.calls = calls;
		this.pools = pools;
	}

	@GetMapping("/blocking-azure")
	Mono<String> blockingAzure(@RequestParam String prompt) {
		return blocking(() -> this.calls.azure(prompt) + this.calls.azure(prompt));
	}

	@GetMapping("/blocking-openai")
	Mono<String> blockingOpenAi(@RequestParam String prompt) {
		return blocking(() -> this.calls.openAi(prompt) + this.calls.rest(prompt));
	}

	@GetMapping("/blocking-spring-ai")
	Mono<String> blockingSpringAi(@RequestParam String prompt) {
		return blocking(() -> this.calls.springAiTool(prompt));
	}

	private static Mono<String> blocking(Callable<String> call) {
		return ReactiveUserSecurityContextHolder.capture()
			.flatMap((snapshot) -> Mono.fromCallable(snapshot.wrap(call)))
			.subscribeOn(Schedulers.boundedElastic());
	}

	@GetMapping("/openai-async")
	Mono<String> openAiAsync(@RequestParam String prompt) {
		return ReactiveUserSecurityContextHolder.capture()
			.flatMap((snapshot) -> Mono.fromFuture(snapshot.wrapSupplier(() -> this.calls.openAiAsync(prompt))));
	}

	@GetMapping("/stream-of-calls")
	Flux<String> streamOfCalls(@RequestParam String prompt) {
		return Flux.range(0, 4).publishOn(Schedulers.parallel()).flatMap((number) -> this.calls.azureMono(prompt), 2);
	}

	@GetMapping("/exception")
	Mono<String> exception(@RequestParam String prompt) {
		return this.calls.azureMono(prompt).then(Mono.error(IllegalStateException::new));
	}

	@GetMapping("/handled-exception")
	Mono<String> handledException(@RequestParam String prompt) {
		return this.calls.azureMono(prompt).then(Mono.error(UnsupportedOperationException::new));
	}

	@ExceptionHandler
	Mono<String> handle(UnsupportedOperationException ex, ServerWebExchange exchange) {
		return this.calls.azureMono(exchange.getRequest().getQueryParams().getFirst("prompt"));
	}

	/**
	 * A task that nothing was handed to is one of nobody, whoever runs it.
	 */
	@GetMapping("/not-handed-over")
	Mono<String> notHandedOver(@RequestParam String prompt) {
		String ofNobody = Prompt.ofNobody(prompt);
		return Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> this.calls.azure(ofNobody), this.pools.tasks));
	}

}
