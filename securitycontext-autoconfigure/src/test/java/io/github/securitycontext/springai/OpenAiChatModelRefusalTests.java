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

package io.github.securitycontext.springai;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.errors.BadRequestException;
import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.autoconfigure.OpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.SpringAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The chat model of Spring AI 2, where its model does not know the context, or its calls
 * must carry it.
 */
class OpenAiChatModelRefusalTests {

	@AutoClose
	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				OpenAiUserSecurityContextAutoConfiguration.class, SpringAiUserSecurityContextAutoConfiguration.class))
		.withBean(OpenAiChatModel.class, this::model)
		.withPropertyValues("spring.application.name=demo");

	@BeforeEach
	void refuse() {
		this.endpoint.refuseUserSecurityContext();
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aRefusedCallIsMadeOnceMoreAndTheNextOneGoesWithoutAtOnce(Consumer<ChatModel> call) {
		for (Answer refusal : List.of(Answer.unrecognizedArgumentOfModel("user_security_context"), Answer.status(400)
			.body("text/plain", "Unrecognized request argument supplied: user_security_context"))) {
			this.endpoint.clear();
			this.endpoint
				.answerWith((received) -> (received.userSecurityContext() != null) ? refusal : Answer.text("Hello"));
			this.runner.run((context) -> {
				make(call, context.getBean(ChatModel.class));
				make(call, context.getBean(ChatModel.class));
				assertThat(contexts()).containsExactly(Users.ALICE_JSON, null, null);
			});
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whereRefusedCallsAreToFailTheyDo(Consumer<ChatModel> call) {
		this.runner.withPropertyValues("securitycontext.unsupported-model=fail").run((context) -> {
			assertThat(NestedExceptionUtils
				.getMostSpecificCause(catchThrowable(() -> make(call, context.getBean(ChatModel.class)))))
				.isInstanceOf(BadRequestException.class);
			assertThat(contexts()).containsExactly(Users.ALICE_JSON);
		});
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aCallThatMustCarryTheEndUserIsNotSentWithoutAndNeverRepeated(Consumer<ChatModel> call) {
		this.runner
			.withPropertyValues("securitycontext.missing.required=end-user-id", "securitycontext.missing.action=reject")
			.run((context) -> {
				ChatModel model = context.getBean(ChatModel.class);
				assertThat(catchThrowable(() -> call.accept(model))).satisfies((failure) -> {
					assertThat(failure).isInstanceOf(MissingUserSecurityContextException.class);
					assertThat(((MissingUserSecurityContextException) failure).getReasons())
						.containsEntry(UserSecurityContextField.END_USER_ID, MissingReason.NO_REQUEST);
				});
				assertThat(this.endpoint.received()).isEmpty();
				assertThat(catchThrowable(() -> make(call, model))).isNotNull();
				assertThat(contexts()).containsExactly(Users.ALICE_JSON);
			});
	}

	static Stream<Named<Consumer<ChatModel>>> calls() {
		return Stream.of(Named.of("call", (model) -> model.call("hi")),
				Named.of("stream",
						(model) -> assertThat(model.stream(new Prompt("hi")).collectList().block()).isNotEmpty()),
				Named.of("call of a chat client", (model) -> ChatClient.create(model).prompt("hi").call().content()),
				Named.of("stream of a chat client",
						(model) -> assertThat(
								ChatClient.create(model).prompt("hi").stream().content().collectList().block())
							.isNotEmpty()));
	}

	private static void make(Consumer<ChatModel> call, ChatModel model) {
		Users.as(Users.ALICE, () -> {
			call.accept(model);
			return null;
		});
	}

	private List<@Nullable String> contexts() {
		return this.endpoint.received().stream().<@Nullable String>map(Received::context).toList();
	}

	private OpenAiChatModel model() {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(this.endpoint.url())
				.apiKey("key")
				.model("gpt")
				.microsoftFoundry(true)
				.microsoftFoundryServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
				.build())
			.build();
	}

}
