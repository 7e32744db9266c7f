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

package io.github.securitycontext.azure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.core.http.HttpClient;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Named;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.util.ReflectionTestUtils;

import static io.github.securitycontext.azure.TestCalls.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of clients that are not beans have in common.
 */
final class OutsideSpring {

	private static final String AZURE = "https://demo.openai.azure.com";

	private OutsideSpring() {
	}

	/**
	 * An application that asks for clients that are not beans, or does not.
	 */
	static ApplicationContextRunner application(String name, boolean switchedOn) {
		return TestCalls.runner().withPropertyValues("spring.application.name=" + name, property(switchedOn));
	}

	static String property(boolean switchedOn) {
		return "securitycontext.clients-outside-spring=" + switchedOn;
	}

	/**
	 * An application that another test forgot makes all calls go without a context.
	 */
	static void assertThatNoApplicationRuns() {
		assertThat(ReflectionTestUtils.getField(ClientsOutsideSpring.class, "active"))
			.asInstanceOf(InstanceOfAssertFactories.COLLECTION)
			.isEmpty();
	}

	/**
	 * Makes one call for Alice.
	 */
	static ReceivedCall received(AzureOpenAiEndpoint endpoint, Runnable call) {
		endpoint.clear();
		Users.as(Users.ALICE, () -> {
			call.run();
			return null;
		});
		assertThat(endpoint.received()).hasSize(1);
		return endpoint.last();
	}

	/**
	 * Calls of clients that are built right now, by hand and by LangChain4j.
	 */
	static Stream<Named<Runnable>> calls(AzureOpenAiEndpoint endpoint) {
		OpenAIClient sync = TestCalls.builder(endpoint).buildClient();
		BinaryData body = BinaryData.fromString("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
		HttpClient local = new LocalHttpClient(endpoint);
		OpenAIAsyncClient async = TestCalls.builder(endpoint).httpClient(local).buildAsyncClient();
		AzureOpenAiChatModel model = AzureOpenAiChatModel.builder()
			.endpoint(AZURE)
			.apiKey("key")
			.deploymentName("gpt")
			.httpClientProvider(() -> local)
			.build();
		AzureOpenAiStreamingChatModel streamingModel = AzureOpenAiStreamingChatModel.builder()
			.endpoint(AZURE)
			.apiKey("key")
			.deploymentName("gpt")
			.httpClientProvider(() -> local)
			.build();
		AzureOpenAiChatModel givenModel = AzureOpenAiChatModel.builder()
			.openAIClient(sync)
			.deploymentName("gpt")
			.build();
		AzureOpenAiStreamingChatModel givenStreamingModel = AzureOpenAiStreamingChatModel.builder()
			.openAIAsyncClient(async)
			.deploymentName("gpt")
			.build();
		return Stream.of(call("sync", () -> sync.getChatCompletions("gpt", options("hi"))),
				call("sync stream", () -> assertThat(sync.getChatCompletionsStream("gpt", options("hi"))).hasSize(2)),
				call("sync protocol", () -> sync.getChatCompletionsWithResponse("gpt", body, new RequestOptions())),
				call("async", () -> async.getChatCompletions("gpt", options("hi")).block()),
				call("async stream", () -> async.getChatCompletionsStream("gpt", options("hi")).collectList().block()),
				call("async protocol",
						() -> async.getChatCompletionsWithResponse("gpt", body, new RequestOptions()).block()),
				call("LangChain4j", () -> assertThat(model.chat("hi")).isEqualTo("Hello")),
				call("LangChain4j stream", () -> assertThat(stream(streamingModel)).isEqualTo("Hello")),
				call("LangChain4j with a given client", () -> assertThat(givenModel.chat("hi")).isEqualTo("Hello")),
				call("LangChain4j stream with a given client",
						() -> assertThat(stream(givenStreamingModel)).isEqualTo("Hello")));
	}

	private static Named<Runnable> call(String name, Runnable call) {
		return Named.of(name, call);
	}

	private static String stream(AzureOpenAiStreamingChatModel model) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		model.chat("hi", new StreamingChatResponseHandler() {

			@Override
			public void onPartialResponse(String partialResponse) {
			}

			@Override
			public void onCompleteResponse(ChatResponse completeResponse) {
				answer.complete(completeResponse.aiMessage().text());
			}

			@Override
			public void onError(Throwable error) {
				answer.completeExceptionally(error);
			}

		});
		return answer.orTimeout(10, TimeUnit.SECONDS).join();
	}

}
