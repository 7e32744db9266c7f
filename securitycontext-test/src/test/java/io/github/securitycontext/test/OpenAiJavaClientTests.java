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

package io.github.securitycontext.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the endpoint with openai-java.
 */
class OpenAiJavaClientTests {

	private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
		.model("gpt")
		.addUserMessage("hi")
		.build();

	private static final ResponseCreateParams RESPONSE = ResponseCreateParams.builder()
		.model("gpt")
		.input("hi")
		.build();

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final OpenAIClient client = client("/openai/v1");

	@AfterEach
	void close() {
		this.client.close();
		this.endpoint.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/openai/v1", "/api/projects/demo/openai/v1" })
	void whatTheCallerSetArrives(String path) {
		JsonValue context = JsonValue.from(Map.of("end_user_id", "id"));
		OpenAIClient azure = client(path);
		azure.chat()
			.completions()
			.create(CHAT.toBuilder().putAdditionalBodyProperty("user_security_context", context).build());
		azure.responses()
			.create(RESPONSE.toBuilder().putAdditionalBodyProperty("user_security_context", context).build());
		assertThat(this.endpoint).hasSize(2).everyCallNamesItsUser();
		assertThat(this.endpoint.received()).extracting(ReceivedCall::path)
			.containsExactly(path + "/chat/completions", path + "/responses");
		assertThat(this.endpoint.received()).extracting(ReceivedCall::model).containsOnly("gpt");
		azure.close();
	}

	@Test
	void aPathMayNameTheDeployment() {
		OpenAIClient legacy = builder(this.endpoint.url()).azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
		assertThat(text(legacy, CHAT)).isEqualTo("Hello");
		assertThat(this.endpoint.last().deployment()).isEqualTo("gpt");
		legacy.close();
	}

	@Test
	void chatCompletionsAreStreamed() {
		this.endpoint.answerNextWith(Answer.text("one two  three"));
		try (StreamResponse<ChatCompletionChunk> chunks = this.client.chat().completions().createStreaming(CHAT)) {
			assertThat(chunks.stream()
				.flatMap((chunk) -> chunk.choices().stream())
				.flatMap((choice) -> choice.delta().content().stream())
				.collect(Collectors.joining())).isEqualTo("one two  three");
		}
	}

	@Test
	void theUsageIsStreamedIfItIsWanted() {
		ChatCompletionCreateParams params = CHAT.toBuilder()
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.build();
		try (StreamResponse<ChatCompletionChunk> chunks = this.client.chat().completions().createStreaming(params)) {
			List<ChatCompletionChunk> all = chunks.stream().toList();
			assertThat(all.get(all.size() - 1).usage())
				.hasValueSatisfying((usage) -> assertThat(usage.totalTokens()).isEqualTo(2));
		}
	}

	@Test
	void anAsyncClientIsAnswered() throws Exception {
		assertThat(this.client.async()
			.chat()
			.completions()
			.create(CHAT)
			.get(20, TimeUnit.SECONDS)
			.choices()
			.get(0)
			.message()
			.content()).hasValue("Hello");
		List<String> words = new ArrayList<>();
		this.client.async()
			.chat()
			.completions()
			.createStreaming(CHAT)
			.subscribe((chunk) -> chunk.choices().forEach((choice) -> choice.delta().content().ifPresent(words::add)))
			.onCompleteFuture()
			.get(20, TimeUnit.SECONDS);
		assertThat(words).containsExactly("Hello");
	}

	@Test
	void aToolCallIsUnderstood() {
		this.endpoint.answerNextWith(Answer.toolCall("time", "{\"zone\":\"UTC\"}"));
		ChatCompletionMessage message = this.client.chat().completions().create(CHAT).choices().get(0).message();
		assertThat(message.toolCalls().orElseThrow()).singleElement()
			.satisfies((call) -> assertThat(call.asFunction().function().arguments()).isEqualTo("{\"zone\":\"UTC\"}"));
	}

	@Test
	void responsesAreAnswered() {
		this.endpoint.answerNextWith(Answer.text("one two"), Answer.toolCall("time", "{}"));
		assertThat(textOf(this.client.responses().create(RESPONSE))).isEqualTo("one two");
		assertThat(this.client.responses().create(RESPONSE).output()).singleElement()
			.satisfies((item) -> assertThat(item.asFunctionCall().name()).isEqualTo("time"));
	}

	@Test
	void responsesAreStreamed() {
		this.endpoint.answerNextWith(Answer.text("one two"), Answer.toolCall("time", "{\"zone\":\"UTC\"}"));
		assertThat(textOf(accumulated())).isEqualTo("one two");
		assertThat(accumulated().output()).singleElement()
			.satisfies((item) -> assertThat(item.asFunctionCall().arguments()).isEqualTo("{\"zone\":\"UTC\"}"));
	}

	private Response accumulated() {
		ResponseAccumulator accumulator = ResponseAccumulator.create();
		try (StreamResponse<ResponseStreamEvent> events = this.client.responses().createStreaming(RESPONSE)) {
			events.stream().peek((event) -> event.validate()).forEach(accumulator::accumulate);
		}
		return accumulator.response();
	}

	@Test
	void embeddingsAreAnswered() {
		EmbeddingCreateParams params = EmbeddingCreateParams.builder()
			.model("ada")
			.inputOfArrayOfStrings(List.of("a", "b"))
			.build();
		assertThat(this.client.embeddings().create(params).data()).hasSize(2);
	}

	@Test
	void aRefusalIsAnError() {
		this.endpoint.answerWith((call) -> Answer.unrecognizedArgument("user_security_context"));
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> text(this.client, CHAT))
			.withMessageContaining("Unrecognized request argument supplied: user_security_context");
	}

	@Test
	void aCallIsRepeatedAfter429() {
		this.endpoint.answerNextWith(Answer.status(429).retryAfter(Duration.ofMillis(1)));
		assertThat(text(this.client, CHAT)).isEqualTo("Hello");
		assertThat(this.endpoint.received()).hasSize(2);
	}

	@Test
	void aStreamThatBreaksOffIsAnError() {
		this.endpoint.answerNextWith(Answer.text("one two three").cutOff());
		try (StreamResponse<ChatCompletionChunk> chunks = this.client.chat().completions().createStreaming(CHAT)) {
			assertThatExceptionOfType(OpenAIException.class).isThrownBy(() -> chunks.stream().toList());
		}
	}

	@Test
	void httpsIsTrusted() {
		try (AzureOpenAiEndpoint https = AzureOpenAiEndpoint.startHttps()) {
			OpenAIClient secure = builder(https.url() + "/openai/v1")
				.sslSocketFactory(https.sslContext().getSocketFactory())
				.trustManager(https.trustManager())
				.build();
			assertThat(text(secure, CHAT)).isEqualTo("Hello");
			assertThat(https.last().header("api-key")).isEqualTo("secret");
			secure.close();
		}
	}

	private OpenAIClient client(String path) {
		return builder(this.endpoint.url() + path).azureUrlPathMode(AzureUrlPathMode.UNIFIED).build();
	}

	private static OpenAIOkHttpClient.Builder builder(String url) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(url)
			.credential(AzureApiKeyCredential.create("secret"))
			.maxRetries(1);
	}

	private static String text(OpenAIClient client, ChatCompletionCreateParams params) {
		return client.chat().completions().create(params).choices().get(0).message().content().orElseThrow();
	}

	private static String textOf(Response response) {
		return response.output().get(0).asMessage().content().get(0).asOutputText().text();
	}

}
