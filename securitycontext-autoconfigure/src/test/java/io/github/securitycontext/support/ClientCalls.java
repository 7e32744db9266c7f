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

package io.github.securitycontext.support;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.HttpClient;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The calls that the libraries offer, by names, each of which waits for its answer.
 */
public final class ClientCalls {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private ClientCalls() {
	}

	/**
	 * The calls of one library, by names.
	 */
	public static class Calls extends LinkedHashMap<String, Runnable> {

		private static final long serialVersionUID = 1L;

		public Calls with(String name, Runnable call) {
			put(name, call);
			return this;
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class AzureOpenAi {

		@Bean
		OpenAIAsyncClient asyncClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildAsyncClient();
		}

		@Bean
		Calls azureOpenAiCalls(com.azure.ai.openai.OpenAIClient client, OpenAIAsyncClient async) {
			BinaryData body = BinaryData.fromString("{\"messages\":[]}");
			return new Calls()
				.with("azure-ai-openai getChatCompletions", () -> client.getChatCompletions("gpt", options()))
				.with("azure-ai-openai getChatCompletionsStream",
						() -> client.getChatCompletionsStream("gpt", options()).stream().toList())
				.with("azure-ai-openai getChatCompletionsWithResponse",
						() -> client.getChatCompletionsWithResponse("gpt", body, new RequestOptions()))
				.with("azure-ai-openai async getChatCompletions",
						() -> async.getChatCompletions("gpt", options()).block(TIMEOUT))
				.with("azure-ai-openai async getChatCompletionsStream",
						() -> async.getChatCompletionsStream("gpt", options()).collectList().block(TIMEOUT))
				.with("azure-ai-openai async getChatCompletionsWithResponse",
						() -> async.getChatCompletionsWithResponse("gpt", body, new RequestOptions()).block(TIMEOUT));
		}

		/**
		 * A stream changes the options that it is given.
		 */
		private static ChatCompletionsOptions options() {
			return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class OpenAiJava {

		@Bean
		OpenAIClient legacyClient(@Value("${endpoint}") String endpoint) {
			return OpenAIOkHttpClient.builder()
				.baseUrl(endpoint)
				.credential(AzureApiKeyCredential.create("key"))
				.azureUrlPathMode(AzureUrlPathMode.LEGACY)
				.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
				.build();
		}

		@Bean
		OpenAIClient projectClient(@Value("${endpoint}") String endpoint) {
			return OpenAIOkHttpClient.builder()
				.baseUrl(endpoint + "/api/projects/demo/openai/v1")
				.credential(AzureApiKeyCredential.create("key"))
				.azureUrlPathMode(AzureUrlPathMode.UNIFIED)
				.build();
		}

		@Bean
		Calls openAiJavaCalls(OpenAIClient legacyClient, OpenAIClient projectClient) {
			ChatCompletionCreateParams chat = ChatCompletionCreateParams.builder()
				.model("gpt")
				.addUserMessage("hi")
				.build();
			ResponseCreateParams response = ResponseCreateParams.builder().model("gpt").input("hi").build();
			return new Calls().with("openai-java create", () -> legacyClient.chat().completions().create(chat))
				.with("openai-java create structured",
						() -> legacyClient.chat()
							.completions()
							.create(chat.toBuilder().responseFormat(Answer.class).build()))
				.with("openai-java createStreaming",
						() -> read(legacyClient.chat().completions().createStreaming(chat)))
				.with("openai-java withRawResponse",
						() -> legacyClient.chat().completions().withRawResponse().create(chat).close())
				.with("openai-java withOptions",
						() -> legacyClient.withOptions((options) -> options.maxRetries(0))
							.chat()
							.completions()
							.create(chat))
				.with("openai-java async create", () -> legacyClient.async().chat().completions().create(chat).join())
				.with("openai-java async createStreaming",
						() -> read(legacyClient.async().chat().completions().createStreaming(chat)))
				.with("openai-java create of a project", () -> projectClient.chat().completions().create(chat))
				.with("openai-java responses create", () -> projectClient.responses().create(response))
				.with("openai-java responses createStreaming",
						() -> read(projectClient.responses().createStreaming(response)))
				.with("openai-java responses async create",
						() -> projectClient.async().responses().create(response).join());
		}

		private static void read(StreamResponse<?> response) {
			try (response) {
				response.stream().toList();
			}
		}

		private static void read(AsyncStreamResponse<?> response) {
			response.subscribe((event) -> {
			}).onCompleteFuture().join();
		}

		static class Answer {

			public String text;

		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class SpringAi {

		@Bean
		OpenAiChatModel chatModel(@Value("${endpoint}") String endpoint) {
			return OpenAiChatModel.builder()
				.options(OpenAiChatOptions.builder()
					.baseUrl(endpoint)
					.apiKey("key")
					.model("gpt")
					.microsoftFoundry(true)
					.microsoftFoundryServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
					.build())
				.build();
		}

		@Bean
		Calls springAiCalls(OpenAiChatModel model) {
			ChatClient client = ChatClient.create(model);
			return new Calls().with("Spring AI ChatModel call", () -> model.call("hi"))
				.with("Spring AI ChatModel stream", () -> model.stream(new Prompt("hi")).collectList().block(TIMEOUT))
				.with("Spring AI ChatClient call", () -> client.prompt("hi").call().content())
				.with("Spring AI ChatClient stream",
						() -> client.prompt("hi").stream().content().collectList().block(TIMEOUT));
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class LangChain4j {

		@Bean
		Calls langChain4jCalls(@Value("${endpoint}") String endpoint) {
			OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint(endpoint);
			AzureOpenAiChatModel model = AzureOpenAiChatModel.builder()
				.openAIClient(builder.buildClient())
				.deploymentName("gpt")
				.build();
			AzureOpenAiStreamingChatModel streamingModel = AzureOpenAiStreamingChatModel.builder()
				.openAIAsyncClient(builder.httpClient(late(HttpClient.createDefault())).buildAsyncClient())
				.deploymentName("gpt")
				.build();
			return new Calls().with("LangChain4j chat", () -> model.chat("hi"))
				.with("LangChain4j streaming chat", () -> {
					Answer answer = new Answer();
					streamingModel.chat(ChatRequest.builder().messages(UserMessage.from("hi")).build(), answer);
					answer.future.join();
				});
		}

		/**
		 * The library fails if the answer to a stream is there before it has subscribed.
		 */
		private static HttpClient late(HttpClient client) {
			return (request) -> client.send(request).delayElement(Duration.ofMillis(100));
		}

		private static final class Answer implements StreamingChatResponseHandler {

			private final CompletableFuture<ChatResponse> future = new CompletableFuture<>();

			@Override
			public void onCompleteResponse(ChatResponse response) {
				this.future.complete(response);
			}

			@Override
			public void onError(Throwable error) {
				this.future.completeExceptionally(error);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class Rest {

		private static final String PATH = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

		@Bean
		Calls restCalls(@Value("${endpoint}") String endpoint,
				UserSecurityContextClientHttpRequestInterceptor interceptor,
				UserSecurityContextExchangeFilterFunction filter) {
			Map<String, Object> body = Map.of("messages", List.of());
			// Jetty's client, which Spring would choose, now and then aborts a call that
			// is answered with 401 before its body counts as sent
			RestClient restClient = RestClient.builder()
				.requestFactory(new JdkClientHttpRequestFactory())
				.requestInterceptor(interceptor.withAzureHosts("127.0.0.1"))
				.build();
			RestTemplate restTemplate = new RestTemplate();
			restTemplate.getInterceptors().add(interceptor.withAzureHosts("127.0.0.1"));
			WebClient webClient = WebClient.builder().filter(filter.withAzureHosts("127.0.0.1")).build();
			return new Calls()
				.with("RestClient",
						() -> restClient.post()
							.uri(endpoint + PATH)
							.contentType(MediaType.APPLICATION_JSON)
							.body(body)
							.retrieve()
							.toBodilessEntity())
				.with("RestTemplate", () -> restTemplate.postForObject(endpoint + PATH, body, String.class))
				.with("WebClient",
						() -> webClient.post()
							.uri(endpoint + PATH)
							.bodyValue(body)
							.retrieve()
							.toBodilessEntity()
							.block(TIMEOUT));
		}

	}

}
