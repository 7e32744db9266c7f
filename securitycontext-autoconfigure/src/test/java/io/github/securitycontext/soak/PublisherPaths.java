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
 * Calls of reactive chains that the framework subscribes to, from whatever thread they
 * come to run on.
 */
@RestController
class PublisherPaths {

	private final Calls calls;

	PublisherPaths(Calls calls) {
		this.calls = calls;
	}

	@GetMapping("/mono")
	Mono<String> mono(@RequestParam String prompt) {
		return this.calls.azureMono(prompt)
			.publishOn(Schedulers.boundedElastic())
			.flatMap((answer) -> this.calls.web(prompt))
			.publishOn(Schedulers.parallel())
			.flatMap((answer) -> this.calls.azureMono(prompt));
	}

	@GetMapping(path = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> flux(@RequestParam String prompt) {
		return this.calls.azureFlux(prompt)
			.publishOn(Schedulers.parallel())
			.concatWith(Mono.defer(() -> this.calls.azureMono(prompt)).subscribeOn(Schedulers.boundedElastic()));
	}

	@GetMapping("/web-client")
	Mono<String> webClient(@RequestParam String prompt) {
		return this.calls.web(prompt)
			.subscribeOn(Schedulers.parallel())
			.flatMap((answer) -> this.calls.web(prompt).subscribeOn(Schedulers.boundedElastic()));
	}

	@GetMapping("/at-once")
	Mono<Object> atOnce(@RequestParam String prompt) {
		return Mono
			.zip(this.calls.azureMono(prompt).subscribeOn(Schedulers.parallel()), this.calls.web(prompt),
					this.calls.azureMono(prompt).subscribeOn(Schedulers.boundedElastic()))
			.map((answers) -> answers.getT1());
	}

	/**
	 * The first call is given up.
	 */
	@GetMapping("/late-answer")
	Mono<String> lateAnswer(@RequestParam String prompt) {
		return this.calls.azureMono(prompt + Prompt.SLOWLY)
			.timeout(Prompt.LITTLE)
			.onErrorResume((ex) -> this.calls.azureMono(prompt));
	}

}
