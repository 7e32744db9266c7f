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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
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
 * The calls that the libraries offer, each of which waits for its answer. None waits long
 * before it is tried again.
 */
public final class ClientCalls {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private ClientCalls() {
	}

	/**
	 * A builder as an application would configure it, but for the time between retries.
	 */
	public static OpenAIClientBuilder azureOpenAi(String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint)
			.retryOptions(new RetryOptions(new FixedDelayOptions(3, Duration.ofMillis(1))));
	}

	/**
	 * The calls of one library.
	 */
	public static final class Calls {

		private final Map<String, Consumer<String>> calls = new LinkedHashMap<>();

		/**
		 * Adds a call.
		 * @param name its name
		 * @param call makes it to the deployment that is given
		 */
		public Calls with(String name, Consumer<String> call) {
			this.calls.put(name, call);
			return this;
		}

		/**
		 * The calls of the deployment {@code gpt}, by names.
		 */
		public Map<String, Runnable> byNames() {
			return byNames("gpt");
		}

		/**
		 * The calls of a deployment, by names.
		 */
		public Map<String, Runnable> byNames(String deployment) {
			Map<String, Runnable> byNames = new LinkedHashMap<>();
			this.calls.forEach((name, call) -> byNames.put(name, () -> call.accept(deployment)));
			return byNames;
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class AzureOpenAi {

		@Bean
		OpenAIAsyncClient asyncClient(@Value("${endpoint}") String endpoint) {
			return azureOpenAi(endpoint).buildAsyncClient();
		}

		@Bean
		Calls azureOpenAiCalls(com.azure.ai.openai.OpenAIClient client, OpenAIAsyncClient async) {
			BinaryData body = BinaryData.fromString("{\"messages\":[]}");
			return new Calls()
				.with("azure-ai-openai getChatCompletions", (gpt) -> client.getChatCompletions(gpt, options()))
				.with("azure-ai-openai getChatCompletionsStream",
						(gpt) -> client.getChatCompletionsStream(gpt, options()).stream().toList())
				.with("azure-ai-openai getChatCompletionsWithResponse",
						(gpt) -> client.getChatCompletionsWithResponse(gpt, body, new RequestOptions()))
				.with("azure-ai-openai async getChatCompletions",
						(gpt) -> async.getChatCompletions(gpt, options()).block(TIMEOUT))
				.with("azure-ai-openai async getChatCompletionsStream",
						(gpt) -> async.getChatCompletionsStream(gpt, options()).collectList().block(TIMEOUT))
				.with("azure-ai-openai async getChatCompletionsWithResponse",
						(gpt) -> async.getChatCompletionsWithResponse(gpt, body, new RequestOptions()).block(TIMEOUT));
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
			return builder().baseUrl(endpoint)
				.azureUrlPathMode(AzureUrlPathMode.LEGACY)
				.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
				.build();
		}

		@Bean
		OpenAIClient projectClient(@Value("${endpoint}") String endpoint) {
			return builder().baseUrl(endpoint + "/api/projects/demo/openai/v1")
				.azureUrlPathMode(AzureUrlPathMode.UNIFIED)
				.build();
		}

		private static OpenAIOkHttpClient.Builder builder() {
			return OpenAIOkHttpClient.builder()
				.credential(AzureApiKeyCredential.create("key"))
				.sleeper(new Sleepless());
		}

		@Bean
		Calls openAiJavaCalls(OpenAIClient legacyClient, OpenAIClient projectClient) {
			return new Calls().with("openai-java create", (gpt) -> legacyClient.chat().completions().create(chat(gpt)))
				.with("openai-java create structured",
						(gpt) -> legacyClient.chat()
							.completions()
							.create(chat(gpt).toBuilder().responseFormat(Answer.class).build()))
				.with("openai-java createStreaming",
						(gpt) -> read(legacyClient.chat().completions().createStreaming(chat(gpt))))
				.with("openai-java withRawResponse",
						(gpt) -> legacyClient.chat().completions().withRawResponse().create(chat(gpt)).close())
				.with("openai-java withOptions",
						(gpt) -> legacyClient.withOptions((options) -> options.maxRetries(0))
							.chat()
							.completions()
							.create(chat(gpt)))
				.with("openai-java async create",
						(gpt) -> legacyClient.async().chat().completions().create(chat(gpt)).join())
				.with("openai-java async createStreaming",
						(gpt) -> read(legacyClient.async().chat().completions().createStreaming(chat(gpt))))
				.with("openai-java create of a project", (gpt) -> projectClient.chat().completions().create(chat(gpt)))
				.with("openai-java responses create", (gpt) -> projectClient.responses().create(response(gpt)))
				.with("openai-java responses createStreaming",
						(gpt) -> read(projectClient.responses().createStreaming(response(gpt))))
				.with("openai-java responses async create",
						(gpt) -> projectClient.async().responses().create(response(gpt)).join());
		}

		private static ChatCompletionCreateParams chat(String deployment) {
			return ChatCompletionCreateParams.builder().model(deployment).addUserMessage("hi").build();
		}

		private static ResponseCreateParams response(String deployment) {
			return ResponseCreateParams.builder().model(deployment).input("hi").build();
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

		/**
		 * Does not wait between retries.
		 */
		private static final class Sleepless implements Sleeper {

			@Override
			public void sleep(Duration duration) {
			}

			@Override
			public CompletableFuture<Void> sleepAsync(Duration duration) {
				return CompletableFuture.completedFuture(null);
			}

			@Override
			public void close() {
			}

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
			return new Calls().with("Spring AI ChatModel call", (gpt) -> model.call(prompt(gpt)))
				.with("Spring AI ChatModel stream", (gpt) -> model.stream(prompt(gpt)).collectList().block(TIMEOUT))
				.with("Spring AI ChatClient call", (gpt) -> client.prompt(prompt(gpt)).call().content())
				.with("Spring AI ChatClient stream",
						(gpt) -> client.prompt(prompt(gpt)).stream().content().collectList().block(TIMEOUT));
		}

		private static Prompt prompt(String deployment) {
			return new Prompt("hi", OpenAiChatOptions.builder().model(deployment).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class LangChain4j {

		@Bean
		Calls langChain4jCalls(@Value("${endpoint}") String endpoint) {
			OpenAIClientBuilder builder = azureOpenAi(endpoint);
			com.azure.ai.openai.OpenAIClient client = builder.buildClient();
			OpenAIAsyncClient async = builder.httpClient(late(HttpClient.createDefault())).buildAsyncClient();
			return new Calls().with("LangChain4j chat",
					(gpt) -> AzureOpenAiChatModel.builder().openAIClient(client).deploymentName(gpt).build().chat("hi"))
				.with("LangChain4j streaming chat", (gpt) -> {
					Answer answer = new Answer();
					AzureOpenAiStreamingChatModel.builder()
						.openAIAsyncClient(async)
						.deploymentName(gpt)
						.build()
						.chat(ChatRequest.builder().messages(UserMessage.from("hi")).build(), answer);
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
			UnaryOperator<String> uri = (gpt) -> endpoint + "/openai/deployments/" + gpt
					+ "/chat/completions?api-version=2025-01-01-preview";
			return new Calls()
				.with("RestClient",
						(gpt) -> restClient.post()
							.uri(uri.apply(gpt))
							.contentType(MediaType.APPLICATION_JSON)
							.body(body)
							.retrieve()
							.toBodilessEntity())
				.with("RestTemplate", (gpt) -> restTemplate.postForObject(uri.apply(gpt), body, String.class))
				.with("WebClient",
						(gpt) -> webClient.post()
							.uri(uri.apply(gpt))
							.bodyValue(body)
							.retrieve()
							.toBodilessEntity()
							.block(TIMEOUT));
		}

	}

}
