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
import java.util.List;
import java.util.stream.Collectors;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.UserSecurityContext;
import com.azure.ai.openai.models.ChatChoice;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolCall;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.ChatResponseMessage;
import com.azure.ai.openai.models.CompletionsFinishReason;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the endpoint with azure-ai-openai.
 */
class AzureClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final OpenAIClient client = builder(this.endpoint).buildClient();

	private final OpenAIAsyncClient async = builder(this.endpoint).buildAsyncClient();

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void whatTheCallerSetArrives() {
		ChatCompletionsOptions options = options().setUserSecurityContext(new UserSecurityContext().setEndUserId("id")
			.setEndUserTenantId("tenant")
			.setSourceIp("10.0.0.1")
			.setApplicationName("app"));
		assertThat(content(this.client.getChatCompletions("gpt", options))).isEqualTo("Hello");
		assertThat(this.endpoint.last().deployment()).isEqualTo("gpt");
		assertThat(this.endpoint.last()).hasEndUserId("id")
			.hasEndUserTenantId("tenant")
			.hasSourceIp("10.0.0.1")
			.hasApplicationName("app")
			.hasOnlyKnownMembers();
		assertThat(this.endpoint).everyCallNamesItsUser();
	}

	@Test
	void aTextIsStreamed() {
		this.endpoint.answerNextWith(Answer.text("one two  three"));
		List<ChatCompletions> chunks = this.client.getChatCompletionsStream("gpt", options()).stream().toList();
		assertThat(chunks).hasSizeGreaterThan(3);
		assertThat(chunks.stream()
			.flatMap((chunk) -> chunk.getChoices().stream())
			.map((choice) -> choice.getDelta().getContent())
			.filter((text) -> text != null)
			.collect(Collectors.joining())).isEqualTo("one two  three");
		assertThat(this.endpoint.last().isStreaming()).isTrue();
	}

	@Test
	void anAsyncClientIsAnswered() {
		assertThat(content(this.async.getChatCompletions("gpt", options()).block(PATIENCE))).isEqualTo("Hello");
		assertThat(this.async.getChatCompletionsStream("gpt", options())
			.flatMapIterable(ChatCompletions::getChoices)
			.mapNotNull((choice) -> choice.getDelta().getContent())
			.collect(Collectors.joining())
			.block(PATIENCE)).isEqualTo("Hello");
	}

	@Test
	void aToolCallIsUnderstood() {
		this.endpoint.answerNextWith(Answer.toolCall("time", "{\"zone\":\"UTC\"}"));
		ChatChoice choice = this.client.getChatCompletions("gpt", options()).getChoices().get(0);
		assertThat(choice.getFinishReason()).isEqualTo(CompletionsFinishReason.TOOL_CALLS);
		assertTimeIsCalled(choice.getMessage());
	}

	@Test
	void aToolCallIsStreamed() {
		this.endpoint.answerNextWith(Answer.toolCall("time", "{\"zone\":\"UTC\"}"));
		List<ChatChoice> choices = this.client.getChatCompletionsStream("gpt", options())
			.stream()
			.flatMap((chunk) -> chunk.getChoices().stream())
			.toList();
		assertTimeIsCalled(choices.get(0).getDelta());
		assertThat(choices.get(1).getFinishReason()).isEqualTo(CompletionsFinishReason.TOOL_CALLS);
	}

	private static void assertTimeIsCalled(ChatResponseMessage message) {
		assertThat(message.getToolCalls()).singleElement()
			.isInstanceOfSatisfying(ChatCompletionsFunctionToolCall.class, (call) -> {
				assertThat(call.getFunction().getName()).isEqualTo("time");
				assertThat(call.getFunction().getArguments()).isEqualTo("{\"zone\":\"UTC\"}");
			});
	}

	@Test
	void embeddingsAreAnswered() {
		assertThat(this.client.getEmbeddings("ada", new EmbeddingsOptions(List.of("a", "b"))).getData()).hasSize(2);
	}

	@Test
	void aRefusalIsAnError() {
		this.endpoint.refuseUserSecurityContext();
		ChatCompletionsOptions options = options().setUserSecurityContext(new UserSecurityContext());
		assertThatExceptionOfType(HttpResponseException.class)
			.isThrownBy(() -> this.client.getChatCompletions("gpt", options))
			.withMessageContaining("400")
			.withMessageContaining("unrecognized_request_argument");
	}

	@Test
	void aCallIsRepeatedAfter429() {
		this.endpoint.answerNextWith(Answer.status(429).retryAfter(Duration.ofMillis(1)));
		assertThat(content(this.async.getChatCompletions("gpt", options()).block(PATIENCE))).isEqualTo("Hello");
		assertThat(this.endpoint.received()).hasSize(2);
	}

	@Test
	void aCallIsRepeatedAfterALostConnection() {
		this.endpoint.answerNextWith(Answer.disconnect());
		assertThat(content(this.async.getChatCompletions("gpt", options()).block(PATIENCE))).isEqualTo("Hello");
	}

	@Test
	void aKeyIsSentOverHttps() throws Exception {
		try (AzureOpenAiEndpoint https = AzureOpenAiEndpoint.startHttps()) {
			SslContext ssl = SslContextBuilder.forClient().trustManager(https.trustManager()).build();
			HttpClient netty = HttpClient.create().secure((spec) -> spec.sslContext(ssl));
			OpenAIClient withKey = builder(https).credential(new AzureKeyCredential("secret"))
				.httpClient(new NettyAsyncHttpClientBuilder(netty).build())
				.buildClient();
			assertThat(content(withKey.getChatCompletions("gpt", options()))).isEqualTo("Hello");
			assertThat(https.last().header("api-key")).isEqualTo("secret");
		}
	}

	private static OpenAIClientBuilder builder(AzureOpenAiEndpoint endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint.url())
			.retryOptions(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1))));
	}

	private static ChatCompletionsOptions options() {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")));
	}

	private static String content(ChatCompletions completions) {
		return completions.getChoices().get(0).getMessage().getContent();
	}

}
