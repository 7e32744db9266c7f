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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AzureSearchChatExtensionConfiguration;
import com.azure.ai.openai.models.AzureSearchChatExtensionParameters;
import com.azure.ai.openai.models.ChatCompletionStreamOptions;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinition;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinitionFunction;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatMessageImageContentItem;
import com.azure.ai.openai.models.ChatMessageImageUrl;
import com.azure.ai.openai.models.ChatMessageTextContentItem;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.FunctionDefinition;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.UserSecurityContext;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.securitycontext.azure.TestCalls.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The client", on the wire: each method against the same one of a client that carries
 * nothing.
 */
class AzureOpenAiCallTests {

	private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static final Clients plain = new Clients(TestCalls.builder(endpoint).buildClient(),
			TestCalls.builder(endpoint).buildAsyncClient());

	private static @Nullable Clients carrying;

	@BeforeAll
	static void start() {
		TestCalls.runner()
			.withBean("sync", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient())
			.withBean("async", OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).buildAsyncClient())
			.run((context) -> carrying = new Clients(context.getBean(OpenAIClient.class),
					context.getBean(OpenAIAsyncClient.class)));
	}

	@ParameterizedTest
	@MethodSource
	void aChatCallCarriesTheContextInFrontAndNothingElseChanges(Consumer<Clients> chatCall) {
		ReceivedCall before = received(plain, chatCall);
		ReceivedCall after = received(Objects.requireNonNull(carrying), chatCall);
		assertThat(after.text()).isEqualTo("{" + Users.ALICE_MEMBER + "," + before.text().substring(1));
		assertThat(after.uri()).isEqualTo(before.uri()).startsWith(Received.CHAT_PATH);
		assertThat(headers(after)).isEqualTo(headers(before));
		assertThat(after.headers().get("Content-length")).containsExactly(String.valueOf(after.body().length));
	}

	@Test
	void callsOfSeveralDeploymentsAndKindsAreToldApart() {
		OpenAIClient client = Objects.requireNonNull(carrying).sync;
		endpoint.reset();
		Users.as(Users.ALICE, () -> {
			for (int i = 0; i < 2; i++) {
				client.getChatCompletions("gpt", options("hi"));
				client.getChatCompletions("other", options("hi"));
				client.getCompletions("gpt", "hi");
			}
			return null;
		});
		assertThat(endpoint.received()).extracting((call) -> call.text().contains(Users.ALICE_MEMBER))
			.containsExactly(true, true, false, true, true, false);
	}

	static Stream<Named<Consumer<Clients>>> aChatCallCarriesTheContextInFrontAndNothingElseChanges() {
		return Stream.of(chat("typed", (clients) -> clients.sync.getChatCompletions("gpt", options("hi"))),
				chat("typed with response",
						(clients) -> clients.sync.getChatCompletionsWithResponse("gpt", options("hi"),
								new RequestOptions())),
				chat("protocol",
						(clients) -> clients.sync.getChatCompletionsWithResponse("gpt", BinaryData.fromString(BODY),
								new RequestOptions())),
				chat("stream",
						(clients) -> assertThat(clients.sync.getChatCompletionsStream("gpt", options("hi")))
							.hasSize(2)),
				chat("stream with options",
						(clients) -> assertThat(clients.sync.getChatCompletionsStream(
								"gpt", options("hi"), new ChatCompletionStreamOptions().setIncludeUsage(true)))
							.hasSize(3)),
				chat("stream with response",
						(clients) -> assertThat(clients.sync
							.getChatCompletionsStreamWithResponse("gpt", options("hi"), new RequestOptions())
							.getValue()).hasSize(2)),
				chat("async typed", (clients) -> clients.async.getChatCompletions("gpt", options("hi")).block()),
				chat("async typed with response",
						(clients) -> clients.async
							.getChatCompletionsWithResponse("gpt", options("hi"), new RequestOptions())
							.block()),
				chat("async protocol",
						(clients) -> clients.async
							.getChatCompletionsWithResponse("gpt", BinaryData.fromString(BODY), new RequestOptions())
							.block()),
				chat("async stream",
						(clients) -> clients.async.getChatCompletionsStream("gpt", options("hi"))
							.collectList()
							.block()),
				chat("async stream with options",
						(clients) -> clients.async.getChatCompletionsStream("gpt", options("hi"),
								new ChatCompletionStreamOptions().setIncludeUsage(true))
							.collectList()
							.block()),
				chat("async stream with response",
						(clients) -> clients.async
							.getChatCompletionsStreamWithResponse("gpt", options("hi"), new RequestOptions())
							.collectList()
							.block()),
				chat("without request options",
						(clients) -> clients.sync.getChatCompletionsWithResponse("gpt", BinaryData.fromString(BODY),
								null)),
				chat("tools, functions, images and data sources",
						(clients) -> clients.sync.getChatCompletions("gpt", everything())),
				chat("the name inside a message, emoji and escapes",
						(clients) -> clients.sync.getChatCompletions("gpt", options(
								"\"user_security_context\": {\"end_user_id\": \"x\"} \\ \n \u0001 \uD83D\uDE00 é"))),
				chat("megabytes", (clients) -> clients.sync.getChatCompletions("gpt",
						options("\"user_security_context\"" + "QUJD".repeat(1_000_000)))));
	}

	@Test
	void whatTheCallerSetOnTheOptionsStandsAndIsCompleted() {
		ReceivedCall received = received(Objects.requireNonNull(carrying),
				(clients) -> clients.sync.getChatCompletions("gpt",
						options("hi").setUserSecurityContext(new UserSecurityContext().setEndUserId("own"))));
		assertThat(received.text()).startsWith("{\"messages\":")
			.endsWith("\"user_security_context\":{\"application_name\":\"demo\",\"end_user_id\":\"own\"}}");
	}

	@ParameterizedTest
	@MethodSource
	void anyOtherCallIsSentByteForByteAsItIs(Consumer<Clients> otherCall) {
		ReceivedCall before = received(plain, otherCall);
		ReceivedCall after = received(Objects.requireNonNull(carrying), otherCall);
		assertThat(withoutBoundary(after)).isEqualTo(withoutBoundary(before));
		assertThat(after.uri()).isEqualTo(before.uri());
	}

	static Stream<Named<Consumer<Clients>>> anyOtherCallIsSentByteForByteAsItIs() {
		BinaryData body = BinaryData.fromString(BODY);
		return Stream.of(
				chat("embeddings",
						(clients) -> clients.sync.getEmbeddingsWithResponse("gpt", body, new RequestOptions())),
				chat("async embeddings",
						(clients) -> clients.async.getEmbeddingsWithResponse("gpt", body, new RequestOptions())
							.block()),
				chat("completions",
						(clients) -> clients.sync.getCompletionsWithResponse("gpt", body, new RequestOptions())),
				chat("async completions",
						(clients) -> clients.async.getCompletionsWithResponse("gpt", body, new RequestOptions())
							.block()),
				chat("images",
						(clients) -> clients.sync.getImageGenerationsWithResponse("gpt",
								new ImageGenerationOptions("a bird"), new RequestOptions())),
				chat("speech",
						(clients) -> clients.sync.generateSpeechFromTextWithResponse("gpt",
								BinaryData.fromString("{\"input\":\"a\",\"voice\":\"b\"}"), new RequestOptions())),
				chat("transcription",
						(clients) -> clients.sync.getAudioTranscriptionText("gpt", "a.wav",
								new AudioTranscriptionOptions(new byte[] { '{', 1, 2, '}' })
									.setResponseFormat(AudioTranscriptionFormat.TEXT))),
				chat("batches", (clients) -> clients.sync.createBatchWithResponse(body, new RequestOptions())),
				chat("files", (clients) -> clients.sync.listFilesWithResponse(new RequestOptions())));
	}

	private static Named<Consumer<Clients>> chat(String name, Consumer<Clients> call) {
		return Named.of(name, call);
	}

	private static ChatCompletionsOptions everything() {
		BinaryData parameters = BinaryData.fromObject(
				Map.of("type", "object", "properties", Map.of("user_security_context", Map.of("type", "string"))));
		ChatRequestUserMessage message = new ChatRequestUserMessage(
				List.of(new ChatMessageTextContentItem("look"), new ChatMessageImageContentItem(
						new ChatMessageImageUrl("data:image/png;base64," + "QUJD".repeat(10)))));
		return new ChatCompletionsOptions(List.of(new ChatRequestSystemMessage("be short"), message))
			.setTools(List.of(new ChatCompletionsFunctionToolDefinition(
					new ChatCompletionsFunctionToolDefinitionFunction("find").setParameters(parameters))))
			.setFunctions(List.of(new FunctionDefinition("find").setParameters(parameters)))
			.setDataSources(List.of(new AzureSearchChatExtensionConfiguration(
					new AzureSearchChatExtensionParameters("https://search.example.com", "index"))));
	}

	private static ReceivedCall received(Clients clients, Consumer<Clients> call) {
		endpoint.clear();
		Users.as(Users.ALICE, () -> {
			call.accept(clients);
			return null;
		});
		assertThat(endpoint.received()).hasSize(1);
		return endpoint.last();
	}

	/**
	 * The boundary of a multipart body is random.
	 */
	private static String withoutBoundary(ReceivedCall received) {
		String type = String.valueOf(received.headers().get("Content-type"));
		String text = new String(received.body(), StandardCharsets.ISO_8859_1);
		int boundary = type.indexOf("boundary=");
		return (boundary < 0) ? text : text.replace(type.substring(boundary + 9, type.length() - 1), "");
	}

	private static Map<String, List<String>> headers(ReceivedCall received) {
		return Received.headersWithout(received, "Content-length", "Date", "X-ms-client-request-id");
	}

	private record Clients(OpenAIClient sync, OpenAIAsyncClient async) {

	}

}
