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

package io.github.securitycontext.reactive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The calls, by names, that do not block the thread which subscribes to them.
 */
@Configuration(proxyBeanMethods = false)
class NonBlockingCalls {

	/** Calls of clients that see the subscriber's context. */
	static final List<String> REACTIVE = List.of("azure getChatCompletions", "azure getChatCompletionsStream",
			"azure getChatCompletionsWithResponse", "WebClient");

	/** Calls of clients that see the thread. */
	static final List<String> OF_THREADS = List.of("openai-java create", "openai-java createStreaming",
			"Spring AI ChatModel stream", "Spring AI ChatClient stream");

	static final String WITH_TOOL = "Spring AI ChatClient stream with a tool";

	private static final String PATH = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

	private static final ToolCallback CLOCK = FunctionToolCallback.builder("time", () -> "noon")
		.description("Tells the time")
		.inputType(Void.class)
		.inputSchema("{\"type\":\"object\",\"properties\":{}}")
		.build();

	@Bean
	Catalogue catalogue(OpenAIAsyncClient azure, OpenAIClient legacyClient, OpenAiChatModel model,
			UserSecurityContextExchangeFilterFunction filter, @Value("${endpoint}") String endpoint) {
		Catalogue calls = new Catalogue();
		calls.put(REACTIVE.get(0), () -> azure.getChatCompletions("gpt", options()));
		calls.put(REACTIVE.get(1), () -> azure.getChatCompletionsStream("gpt", options()));
		calls.put(REACTIVE.get(2), () -> azure.getChatCompletionsWithResponse("gpt",
				BinaryData.fromString("{\"messages\":[]}"), new RequestOptions()));
		WebClient webClient = WebClient.builder().filter(filter.withAzureHosts("127.0.0.1")).build();
		calls.put(REACTIVE.get(3),
				() -> webClient.post()
					.uri(endpoint + PATH)
					.bodyValue(Map.of("messages", List.of()))
					.retrieve()
					.toBodilessEntity());
		OpenAIClientAsync async = legacyClient.async();
		ChatCompletionCreateParams chat = ChatCompletionCreateParams.builder()
			.model("gpt")
			.addUserMessage("hi")
			.build();
		calls.put(OF_THREADS.get(0), () -> Mono.fromFuture(() -> async.chat().completions().create(chat)));
		calls.put(OF_THREADS.get(1),
				() -> Mono.fromFuture(() -> async.chat().completions().createStreaming(chat).subscribe((chunk) -> {
				}).onCompleteFuture()));
		ChatClient chatClient = ChatClient.create(model);
		calls.put(OF_THREADS.get(2), () -> model.stream(new Prompt("hi")));
		calls.put(OF_THREADS.get(3), () -> chatClient.prompt("hi").stream().content());
		calls.put(WITH_TOOL, () -> chatClient.prompt("hi").tools(CLOCK).stream().content());
		return calls;
	}

	/**
	 * A stream changes the options that it is given.
	 */
	private static ChatCompletionsOptions options() {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")));
	}

	/**
	 * The calls by names. Each is described when a request comes, and made when somebody
	 * subscribes.
	 */
	static class Catalogue {

		private final Map<String, Supplier<? extends Publisher<?>>> calls = new LinkedHashMap<>();

		private void put(String name, Supplier<? extends Publisher<?>> call) {
			this.calls.put(name, call);
		}

		Mono<String> call(String name) {
			return Flux.from(this.calls.get(name).get()).then(Mono.just("done"));
		}

	}

}
