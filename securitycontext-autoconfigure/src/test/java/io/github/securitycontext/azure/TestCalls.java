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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.Objects;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.OutgoingBody;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.autoconfigure.AzureOpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.ServletUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests of the clients of {@code azure-ai-openai} have in common.
 */
final class TestCalls {

	private TestCalls() {
	}

	/**
	 * An application with the starter.
	 */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					ServletUserSecurityContextAutoConfiguration.class,
					AzureOpenAiUserSecurityContextAutoConfiguration.class))
			.withPropertyValues("spring.application.name=demo");
	}

	/**
	 * A builder as an application would configure it.
	 */
	static OpenAIClientBuilder builder(AzureOpenAiEndpoint endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint.url())
			.retryOptions(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1))));
	}

	static ChatCompletionsOptions options(String text) {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(text)));
	}

	static String ask(OpenAIClient client) {
		return client.getChatCompletions("gpt", options("hi")).getChoices().get(0).getMessage().getContent();
	}

	static String ask(OpenAIAsyncClient client) {
		ChatCompletions completions = client.getChatCompletions("gpt", options("hi")).block();
		return Objects.requireNonNull(completions).getChoices().get(0).getMessage().getContent();
	}

	/**
	 * Attaches Alice's context without sending anything.
	 * @return the new body, or {@code null} if the old one would be sent
	 */
	static @Nullable String attach(String body) {
		byte[] bytes = attach(body.getBytes(StandardCharsets.UTF_8));
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

	static byte @Nullable [] attach(byte[] body) {
		return attach(body, false);
	}

	/**
	 * Attaches the context of Alice to a body without sending anything.
	 * @param serialized whether a library wrote it
	 */
	static byte @Nullable [] attach(byte[] body, boolean serialized) {
		OutgoingRequest request = new OutgoingRequest("client", true, "POST", "localhost", -1, Received.CHAT_PATH,
				"api-version=2025-01-01-preview");
		CarryingCall carrying = Users.as(Users.ALICE, () -> carry(new ClientSettings("client", true, "demo"), request,
				() -> new OutgoingBody(ByteBuffer.wrap(body), serialized)));
		return (carrying != null) ? carrying.joinBody() : null;
	}

	/**
	 * Attaches the current context without sending anything.
	 * @return the parts of the new body, or {@code null} if the old one would be sent
	 */
	static @Nullable List<ByteBuffer> attach(ClientSettings client, OutgoingRequest request,
			Supplier<OutgoingBody> body) {
		CarryingCall carrying = carry(client, request, body);
		return (carrying != null) ? carrying.body() : null;
	}

	private static @Nullable CarryingCall carry(ClientSettings client, OutgoingRequest request,
			Supplier<OutgoingBody> body) {
		EligibleCall call = new UserSecurityContextAttacher(List::of).judge(client, request);
		Attachment attachment = (call != null) ? call.prepare() : null;
		return (attachment != null) ? attachment.attachTo(body) : null;
	}

}
