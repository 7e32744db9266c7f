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
import java.util.Objects;
import java.util.function.Supplier;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.autoconfigure.AzureOpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.ServletUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.RecordingEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests of the clients of {@code azure-ai-openai} have in common.
 */
final class TestCalls {

	static final UserSecurityContext ALICE = UserSecurityContext.builder()
		.endUserId("11111111-1111-1111-1111-111111111111")
		.endUserTenantId("22222222-2222-2222-2222-222222222222")
		.sourceIp("203.0.113.7")
		.build();

	static final UserSecurityContext BOB = UserSecurityContext.builder().endUserId("bob").build();

	/** The last three members of Alice's context. */
	static final String ALICE_MEMBERS = "\"end_user_id\":\"11111111-1111-1111-1111-111111111111\","
			+ "\"end_user_tenant_id\":\"22222222-2222-2222-2222-222222222222\",\"source_ip\":\"203.0.113.7\"";

	static final String ALICE_JSON = "{\"application_name\":\"demo\"," + ALICE_MEMBERS + "}";

	static final String ALICE_MEMBER = "\"user_security_context\":" + ALICE_JSON;

	static final String APPLICATION_JSON = "{\"application_name\":\"demo\"}";

	static final String CHAT_PATH = "/openai/deployments/gpt/chat/completions";

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
	static OpenAIClientBuilder builder(RecordingEndpoint endpoint) {
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

	static <T extends @Nullable Object> T as(UserSecurityContext user, Supplier<T> call) {
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> user);
		try {
			return call.get();
		}
		finally {
			scope.close();
		}
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
		UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of);
		OutgoingRequest request = new OutgoingRequest("client", true, "POST", "localhost", CHAT_PATH,
				"api-version=2025-01-01-preview");
		List<ByteBuffer> parts = as(ALICE, () -> attacher.attach(new ClientSettings("client", true, "demo"), request,
				() -> ByteBuffer.wrap(body)));
		if (parts == null) {
			return null;
		}
		ByteBuffer joined = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
		parts.forEach(joined::put);
		return joined.array();
	}

}
