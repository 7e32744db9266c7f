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

package io.github.securitycontext.openai;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.MissingAction;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.RequiredFields;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Calls of {@code openai-java} that must carry the end user.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAiEnforcementTests {

	private final FakeHttpClient http = new FakeHttpClient();

	private final RefusedClients clients = new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT);

	private final OpenAIClient client = this.clients.attachTo(projectClient(), RefusedClients.REJECTING);

	@ParameterizedTest
	@MethodSource("calls")
	void aCallOfNobodyIsNotSent(Consumer<OpenAIClient> call) {
		Throwable failure = catchThrowable(() -> call.accept(this.client));
		assertThat((failure instanceof CompletionException) ? failure.getCause() : failure)
			.isInstanceOfSatisfying(MissingUserSecurityContextException.class, (ex) -> {
				assertThat(ex.getClientName()).isEqualTo("client");
				assertThat(ex.getReasons()).containsOnlyKeys(UserSecurityContextField.END_USER_ID)
					.containsValue(MissingReason.NO_REQUEST);
			});
		assertThat(this.http.requests).isEmpty();
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.REJECTED);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aCallOfAUserIsSent(Consumer<OpenAIClient> call) {
		RefusedClients.make(call, this.client);
		assertThat(this.http.requests).singleElement()
			.satisfies((request) -> assertThat(Received.context(request)).isEqualTo(Users.ALICE_JSON));
	}

	static Stream<Named<Consumer<OpenAIClient>>> calls() {
		return RefusedClients.calls();
	}

	@Test
	void aFutureFailsAndAStreamIsNotEvenMade() {
		CompletableFuture<?> future = this.client.async().chat().completions().create(OpenAiCalls.CHAT);
		assertThat(future).isCompletedExceptionally();
		assertThat(future.handle((value, failure) -> failure).join())
			.isInstanceOf(MissingUserSecurityContextException.class);
		assertThatExceptionOfType(MissingUserSecurityContextException.class)
			.isThrownBy(() -> this.client.async().chat().completions().createStreaming(OpenAiCalls.CHAT));
	}

	@Test
	void aContextOfTheCallerThatIsNoObjectWillNotDo() {
		assertThatExceptionOfType(MissingUserSecurityContextException.class)
			.isThrownBy(() -> this.client.chat()
				.completions()
				.create(OpenAiCalls.CHAT.toBuilder()
					.putAdditionalBodyProperty("user_security_context", JsonValue.from("own"))
					.build()))
			.satisfies((ex) -> assertThat(ex.getReasons()).containsValue(MissingReason.UNSUITABLE_BODY));
	}

	@Test
	void otherCallsOfTheClientNeedNoContext() {
		this.client.withOptions((options) -> options.baseUrl("https://api.openai.com/v1"))
			.chat()
			.completions()
			.create(OpenAiCalls.CHAT);
		assertThat(this.http.requests).hasSize(1);
		assertThat(Received.context(this.http.last())).isNull();
	}

	@Test
	void whereAttachingFailsTheCallIsNotSentIfItMustCarryTheContext() {
		OpenAIClient broken = broken(RefusedClients.REJECTING);
		assertThatExceptionOfType(MissingUserSecurityContextException.class)
			.isThrownBy(() -> Users.as(Users.ALICE, () -> broken.chat().completions().create(OpenAiCalls.CHAT)))
			.satisfies((ex) -> assertThat(ex.getReasons()).containsValue(MissingReason.FAILED));
		assertThat(Users.as(Users.ALICE, () -> broken.async().chat().completions().create(OpenAiCalls.CHAT)))
			.isCompletedExceptionally();
		assertThat(this.http.requests).isEmpty();
	}

	@Test
	void whereAttachingFailsTheCallIsSentIfItNeedNotCarryTheContext() {
		for (ClientSettings settings : List.of(RefusedClients.SETTINGS,
				new ClientSettings("client", false, "demo", RefusedClients.REJECTING.required()),
				new ClientSettings("client", true, "demo",
						new RequiredFields(Set.of(UserSecurityContextField.END_USER_ID), MissingAction.WARN)))) {
			Users.as(Users.ALICE, () -> broken(settings).chat().completions().create(OpenAiCalls.CHAT));
		}
		assertThat(this.http.requests).hasSize(3)
			.allSatisfy((request) -> assertThat(Received.context(request)).isNull());
	}

	@Test
	void parametersThatCannotBeChangedAreSentAsTheyAreAndToldOnce() {
		ChatCompletionCreateParams params = Mockito.spy(OpenAiCalls.CHAT);
		Mockito.doThrow(new NoSuchMethodError("of another version")).when(params).toBuilder();
		OpenAIClient lenient = this.clients.attachTo(projectClient());
		Users.as(Users.ALICE, () -> lenient.chat().completions().create(params));
		assertThat(Received.context(this.http.last())).isNull();
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.FAILED);
		assertThatExceptionOfType(MissingUserSecurityContextException.class)
			.isThrownBy(() -> Users.as(Users.ALICE, () -> this.client.chat().completions().create(params)));
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.FAILED, CallOutcome.REJECTED);
		assertThat(this.http.requests).hasSize(1);
	}

	@Test
	void aFailureThatCannotBeLookedIntoReachesTheApplication(CapturedOutput output) {
		BadRequestException failure = Mockito.mock(BadRequestException.class);
		Mockito.when(failure.statusCode()).thenReturn(400);
		Mockito.when(failure.headers()).thenThrow(new NoSuchMethodError("of another version"));
		OpenAIClient lenient = this.clients.attachTo(projectClient());
		this.http.failure = failure;
		assertThat(catchThrowable(
				() -> Users.as(Users.ALICE, () -> lenient.chat().completions().create(OpenAiCalls.CHAT))))
			.isSameAs(failure);
		assertThat(output).contains("An answer could not be looked into");
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.ATTACHED);
	}

	@Test
	void aClientWhoseChangedOptionsAreNotToldIsNotHandedOutIfItsCallsMustCarryTheContext() {
		OpenAIClient silent = (OpenAIClient) Proxy.newProxyInstance(OpenAIClient.class.getClassLoader(),
				new Class<?>[] { OpenAIClient.class }, (proxy, method, arguments) -> projectClient());
		assertThat(carrying(silent, RefusedClients.SETTINGS).withOptions((options) -> {
		})).isInstanceOf(OpenAIClientImpl.class);
		assertThatExceptionOfType(MissingUserSecurityContextException.class)
			.isThrownBy(() -> carrying(silent, RefusedClients.REJECTING).withOptions((options) -> {
			}));
	}

	/**
	 * A client whose endpoint is not known, against all expectation.
	 */
	private OpenAIClient broken(ClientSettings settings) {
		return carrying(projectClient(), settings);
	}

	private static OpenAIClient carrying(OpenAIClient client, ClientSettings settings) {
		return (OpenAIClient) CarryingInvocationHandler.proxy(client,
				new ClientCalls(new UserSecurityContextAttacher(List::of), settings, null));
	}

	private OpenAIClient projectClient() {
		return new OpenAIClientImpl(OpenAiCalls.options(this.http)
			.baseUrl("https://demo.services.ai.azure.com/api/projects/demo/openai/v1")
			.build());
	}

}
