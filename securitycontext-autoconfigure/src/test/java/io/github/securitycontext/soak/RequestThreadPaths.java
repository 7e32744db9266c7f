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

import java.util.concurrent.CompletableFuture;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Calls from the thread that serves the request.
 */
@RestController
class RequestThreadPaths {

	private final Calls calls;

	RequestThreadPaths(Calls calls) {
		this.calls = calls;
	}

	@GetMapping("/azure")
	String azure(@RequestParam String prompt) {
		this.calls.azure(prompt);
		this.calls.azureStream(prompt);
		return this.calls.azure(prompt);
	}

	@GetMapping("/azure-async")
	String azureAsync(@RequestParam String prompt) {
		this.calls.azureFlux(prompt).blockLast();
		return this.calls.azureMono(prompt).block();
	}

	@GetMapping("/openai")
	String openAi(@RequestParam String prompt) {
		this.calls.openAiStream(prompt);
		return this.calls.openAi(prompt);
	}

	@GetMapping("/openai-async")
	String openAiAsync(@RequestParam String prompt) {
		CompletableFuture<String> first = this.calls.openAiAsync(prompt);
		CompletableFuture<String> second = this.calls.openAiAsync(prompt);
		return first.join() + second.join();
	}

	@GetMapping("/rest")
	String rest(@RequestParam String prompt) {
		this.calls.rest(prompt);
		return this.calls.web(prompt).block();
	}

	@GetMapping("/spring-ai")
	String springAi(@RequestParam String prompt) {
		this.calls.springAiTool(prompt);
		return this.calls.springAi(prompt);
	}

}
