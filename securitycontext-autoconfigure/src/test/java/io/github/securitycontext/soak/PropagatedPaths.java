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

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Calls that need nothing but {@code spring.reactor.context-propagation=auto}, in any
 * application.
 */
@RestController
class PropagatedPaths {

	private final Calls calls;

	PropagatedPaths(Calls calls) {
		this.calls = calls;
	}

	@GetMapping("/propagated-azure")
	Mono<String> azure(@RequestParam String prompt) {
		return Mono.fromCallable(() -> this.calls.azure(prompt))
			.subscribeOn(Schedulers.boundedElastic())
			.map((answer) -> this.calls.azure(prompt));
	}

	@GetMapping("/propagated-openai")
	Mono<String> openAi(@RequestParam String prompt) {
		return Mono.fromCallable(() -> this.calls.openAi(prompt))
			.subscribeOn(Schedulers.boundedElastic())
			.publishOn(Schedulers.parallel())
			.flatMap((answer) -> Mono.fromFuture(() -> this.calls.openAiAsync(prompt)));
	}

	@GetMapping("/propagated-rest")
	Mono<String> rest(@RequestParam String prompt) {
		return this.calls.web(prompt).publishOn(Schedulers.boundedElastic()).map((answer) -> this.calls.rest(prompt));
	}

	@GetMapping(path = "/propagated-stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> stream(@RequestParam String prompt) {
		return this.calls.springAiStream(prompt);
	}

	@GetMapping(path = "/propagated-tools", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> tools(@RequestParam String prompt) {
		return this.calls.springAiToolStream(prompt);
	}

}
