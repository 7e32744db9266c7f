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
import java.util.Map;
import java.util.stream.Collectors;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks the model.
 */
@RestController
class WebFluxController {

	private final OpenAIAsyncClient client;

	private final OpenAIClient blockingClient;

	private final WebClient webClient;

	WebFluxController(OpenAIAsyncClient client, OpenAIClient blockingClient,
			@Value("${azure.openai.endpoint}") String url,
			UserSecurityContextExchangeFilterFunction userSecurityContext) {
		this.client = client;
		this.blockingClient = blockingClient;
		this.webClient = WebClient.builder()
			.baseUrl(url)
			.filter(userSecurityContext.withAzureHosts("127.0.0.1"))
			.build();
	}

	@GetMapping("/call")
	Mono<String> call() {
		return this.client.getChatCompletions("gpt", prompt()).map(WebFluxController::text);
	}

	@GetMapping("/other-model")
	Mono<String> otherModel() {
		return this.client.getChatCompletions("other", prompt()).map(WebFluxController::text);
	}

	@GetMapping("/web-client")
	Mono<String> webClient() {
		return this.webClient.post()
			.uri("/openai/deployments/another/chat/completions?api-version=2025-01-01-preview")
			.bodyValue(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))))
			.retrieve()
			.bodyToMono(Completion.class)
			.map((completion) -> completion.choices().get(0).message().content());
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

	/**
	 * The answer of the model.
	 *
	 * @param choices its choices
	 */
	record Completion(List<Choice> choices) {

	}

	record Choice(Message message) {

	}

	record Message(String content) {

	}

}
