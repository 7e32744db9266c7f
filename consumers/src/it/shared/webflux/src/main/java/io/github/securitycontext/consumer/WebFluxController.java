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

package io.github.securitycontext.consumer;

import java.util.List;
import java.util.stream.Collectors;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the model.
 */
@RestController
class WebFluxController {

	private final OpenAIAsyncClient client;

	private final OpenAIClient blockingClient;

	WebFluxController(OpenAIAsyncClient client, OpenAIClient blockingClient) {
		this.client = client;
		this.blockingClient = blockingClient;
	}

	@GetMapping("/call")
	Mono<String> call() {
		return this.client.getChatCompletions("gpt", prompt()).map(WebFluxController::text);
	}

	@GetMapping("/stream")
	Mono<String> stream() {
		return this.client.getChatCompletionsStream("gpt", prompt())
			.mapNotNull((chunk) -> chunk.getChoices().get(0).getDelta().getContent())
			.collect(Collectors.joining());
	}

	@GetMapping("/other-thread")
	Mono<String> otherThread() {
		return Mono.just("gpt")
			.publishOn(Schedulers.parallel())
			.flatMap((deployment) -> this.client.getChatCompletions(deployment, prompt()))
			.map(WebFluxController::text);
	}

	@GetMapping("/captured")
	Mono<String> captured() {
		return ReactiveUserSecurityContextHolder.capture()
			.flatMap((snapshot) -> Mono.fromCallable(snapshot.wrap(this::askAndWait))
				.subscribeOn(Schedulers.boundedElastic()));
	}

	@GetMapping("/blocking")
	Mono<String> blocking() {
		return Mono.fromCallable(this::askAndWait).subscribeOn(Schedulers.boundedElastic());
	}

	private String askAndWait() {
		return text(this.blockingClient.getChatCompletions("gpt", prompt()));
	}

	private static ChatCompletionsOptions prompt() {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hi")));
	}

	private static String text(ChatCompletions completions) {
		return completions.getChoices().get(0).getMessage().getContent();
	}

}
