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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * One call by each method of each library.
 *
 * @param azure the client of azure-ai-openai that blocks
 * @param azureAsync the one that does not
 * @param openAi the client of openai-java
 * @param springAi the model of Spring AI
 * @param restClient the plain client that blocks
 * @param webClient the one that does not
 */
record Calls(OpenAIClient azure, OpenAIAsyncClient azureAsync, com.openai.client.OpenAIClient openAi,
		OpenAiChatModel springAi, RestClient restClient, WebClient webClient) {

	static final String ANSWER = "Hello";

	private static final String PATH = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

	private static final ToolCallback CLOCK = FunctionToolCallback.builder("time", () -> "noon")
		.description("Tells the time")
		.inputType(Void.class)
		.inputSchema("{\"type\":\"object\",\"properties\":{}}")
		.build();

	String azure(String prompt) {
		return this.azure.getChatCompletions("gpt", options(prompt)).getChoices().get(0).getMessage().getContent();
	}

	/**
	 * Not for a thread of Reactor's {@code boundedElastic}, which the library itself
	 * needs to go on.
	 */
	String azureStream(String prompt) {
		return this.azure.getChatCompletionsStream("gpt", options(prompt))
			.stream()
			.map((completions) -> completions.getChoices().get(0).getDelta().getContent())
			.reduce(null, Calls::first);
	}

	Mono<String> azureMono(String prompt) {
		return this.azureAsync.getChatCompletions("gpt", options(prompt))
			.map((completions) -> completions.getChoices().get(0).getMessage().getContent());
	}

	Flux<String> azureFlux(String prompt) {
		return this.azureAsync.getChatCompletionsStream("gpt", options(prompt))
			.mapNotNull((completions) -> completions.getChoices().get(0).getDelta().getContent());
	}

	String openAi(String prompt) {
		return content(this.openAi.chat().completions().create(params(prompt)));
	}

	String openAiStream(String prompt) {
		try (StreamResponse<ChatCompletionChunk> response = this.openAi.chat()
			.completions()
			.createStreaming(params(prompt))) {
			return response.stream()
				.map((chunk) -> chunk.choices().get(0).delta().content().orElse(null))
				.reduce(null, Calls::first);
		}
	}

	CompletableFuture<String> openAiAsync(String prompt) {
		return this.openAi.async().chat().completions().create(params(prompt)).thenApply(Calls::content);
	}

	String springAi(String prompt) {
		return this.springAi.call(prompt);
	}

	/**
	 * Makes two calls.
	 */
	String springAiTool(String prompt) {
		return ChatClient.create(this.springAi).prompt(prompt).tools(CLOCK).call().content();
	}

	Flux<String> springAiStream(String prompt) {
		return ChatClient.create(this.springAi).prompt(prompt).stream().content();
	}

	/**
	 * Makes two calls.
	 */
	Flux<String> springAiToolStream(String prompt) {
		return ChatClient.create(this.springAi).prompt(prompt).tools(CLOCK).stream().content();
	}

	String rest(String prompt) {
		try {
			return exchange(prompt);
		}
		catch (HttpStatusCodeException ex) {
			// unlike the SDKs, it does not try again by itself
			return exchange(prompt);
		}
	}

	Mono<String> web(String prompt) {
		return this.webClient.post()
			.uri(PATH)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body(prompt))
			.retrieve()
			.bodyToMono(String.class)
			.retry(1)
			.map(Calls::content);
	}

	private String exchange(String prompt) {
		return content(this.restClient.post()
			.uri(PATH)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body(prompt))
			.retrieve()
			.body(String.class));
	}

	/**
	 * A stream changes the options that it is given.
	 */
	private static ChatCompletionsOptions options(String prompt) {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(prompt)));
	}

	private static ChatCompletionCreateParams params(String prompt) {
		return ChatCompletionCreateParams.builder().model("gpt").addUserMessage(prompt).build();
	}

	private static Map<String, Object> body(String prompt) {
		return Map.of("messages", List.of(Map.of("role", "user", "content", prompt)));
	}

	private static String content(ChatCompletion completion) {
		return completion.choices().get(0).message().content().orElse(null);
	}

	private static String content(String json) {
		return json.contains(ANSWER) ? ANSWER : json;
	}

	private static String first(String answer, String next) {
		return (answer != null) ? answer : next;
	}

}
