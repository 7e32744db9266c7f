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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Calls of {@code openai-java} whose model does not know the context.
 */
class OpenAiRefusalTests {

	private static final String PHRASE = "Unrecognized request argument supplied: user_security_context";

	private static final Duration SHORTLY = Duration.ofMillis(1);

	/** All that say that the context is the reason. */
	private static final List<BadAnswer> REFUSALS = List.of(
			BadAnswer.json(400,
					"{\"error\":{\"code\":\"unrecognized_request_argument\",\"message\":\"" + PHRASE
							+ "\",\"status\":400}}"),
			BadAnswer.json(400, "{\"error\":{\"message\":\"" + PHRASE + "\",\"type\":\"invalid_request_error\"}}"),
			BadAnswer.json(400,
					"{\"error\":{\"code\":\"unknown_parameter\",\"param\":\"user_security_context\","
							+ "\"message\":\"Unknown parameter: 'user_security_context'.\",\"type\":\"x\"}}"),
			BadAnswer.json(400, "{\"error\":{\"code\":\"unrecognized_request_argument\"}}"),
			BadAnswer.json(400, "{\"code\":400,\"message\":\"" + PHRASE + "\"}"),
			BadAnswer.json(400, "{\"error\":\"" + PHRASE + "\"}"), BadAnswer.json(400, "\"" + PHRASE + "\""),
			BadAnswer.text(400, PHRASE), BadAnswer.text(400, "\n " + PHRASE + "\n"),
			new BadAnswer(400, "text/html", PHRASE + "<br>"));

	/** Bad requests for another reason. */
	private static final List<BadAnswer> OTHERS = List.of(
			BadAnswer.json(400, "{\"error\":{\"message\":\"You wrote: " + PHRASE + "\",\"type\":\"x\"}}"),
			BadAnswer.json(400,
					"{\"error\":{\"code\":\"unrecognized_request_argument\",\"param\":null,"
							+ "\"message\":\"Unrecognized request argument supplied: other\",\"type\":\"x\"}}"),
			BadAnswer.json(400,
					"{\"error\":{\"code\":\"content_filter\",\"param\":\"prompt\",\"message\":\"no\","
							+ "\"type\":null,\"innererror\":{\"code\":\"x\"}}}"),
			BadAnswer.json(400, "{\"error\":{\"code\":7,\"message\":[],\"param\":{}}}"), BadAnswer.json(400, "{}"),
			BadAnswer.json(400, "[1]"), BadAnswer.json(400, "{\"error\":{\"message\":\"" + PHRASE.substring(0, 20)),
			BadAnswer.text(400, "Bad Request: " + PHRASE), BadAnswer.text(400, "no"),
			BadAnswer.text(400, "x".repeat(100_000)), BadAnswer.text(400, ""),
			BadAnswer.json(422, REFUSALS.get(0).body()), BadAnswer.json(401, REFUSALS.get(0).body()));

	private static final Answer REFUSAL = REFUSALS.get(0).answer();

	@AutoClose
	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final OpenAIClient plain = client();

	private final RefusedClients clients = new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT);

	@BeforeEach
	void refuse() {
		refuseWith(REFUSAL);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aRefusedCallIsMadeOnceMoreAsItWasAndTheNextOneGoesWithoutAtOnce(Consumer<OpenAIClient> call) {
		call.accept(this.plain);
		String text = this.endpoint.last().text();
		for (BadAnswer refusal : REFUSALS) {
			RefusedClients clients = new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT);
			OpenAIClient client = clients.attachTo(this.plain);
			refuseWith(refusal.answer());
			this.endpoint.clear();
			RefusedClients.make(call, client);
			assertThat(contexts()).as(refusal.body()).containsExactly(Users.ALICE_JSON, null);
			assertThat(this.endpoint.received().get(1).text()).isEqualTo(text);
			RefusedClients.make(call, client);
			assertThat(contexts()).containsExactly(Users.ALICE_JSON, null, null);
			assertThat(clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
					CallOutcome.SKIPPED);
			this.endpoint.clear();
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void anyOtherFailureReachesTheCallerAsWithoutTheStarterAndNothingIsRepeated(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		for (BadAnswer other : OTHERS) {
			assertFailsAsWithoutTheStarter(call, client, other);
		}
		assertThat(this.clients.outcomes()).hasSameSizeAs(OTHERS).containsOnly(CallOutcome.ATTACHED);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whereRefusedCallsAreToFailTheyFailAsWithoutTheStarter(Consumer<OpenAIClient> call) {
		RefusedClients clients = new RefusedClients(UnsupportedModelAction.FAIL);
		OpenAIClient client = clients.attachTo(this.plain);
		for (BadAnswer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter(call, client, refusal);
		}
		assertThat(clients.outcomes()).startsWith(CallOutcome.ATTACHED, CallOutcome.REJECTED, CallOutcome.ATTACHED);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aCallThatMustCarryTheContextIsNeverRepeated(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain, RefusedClients.REJECTING);
		for (BadAnswer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter(call, client, refusal);
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aRepeatThatIsRefusedAsWellIsTheEndAndNothingIsRemembered(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		for (int i = 0; i < 2; i++) {
			this.endpoint.answerNextWith(REFUSAL, BadAnswer.json(400, "{\"error\":{\"message\":\"too\"}}").answer());
			assertThat(catchThrowable(() -> RefusedClients.make(call, client))).extracting(OpenAiRefusalTests::unwrap)
				.isInstanceOf(BadRequestException.class)
				.asString()
				.contains("too");
		}
		assertThat(contexts()).containsExactly(Users.ALICE_JSON, null, Users.ALICE_JSON, null);
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
				CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void ofARepeatWithoutAnAnswerNothingIsRemembered(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain.withOptions((options) -> options.maxRetries(0)));
		Consumer<OpenAIClient> once = (target) -> {
			this.endpoint.answerNextWith(REFUSAL, Answer.disconnect(), Answer.disconnect(), Answer.disconnect());
			call.accept(target);
		};
		assertThat(catchThrowable(() -> RefusedClients.make(once, client))).isNotNull();
		this.endpoint.clear();
		RefusedClients.make(call, client);
		assertThat(contexts()).containsExactly(Users.ALICE_JSON, null);
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
				CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void theLibraryRetriesTheCallAndItsRepeatAsEver(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		this.endpoint.answerNextWith(Answer.status(500).retryAfter(SHORTLY), REFUSAL,
				BadAnswer.text(429, PHRASE).answer().retryAfter(SHORTLY));
		RefusedClients.make(call, client);
		assertThat(contexts()).containsExactly(Users.ALICE_JSON, Users.ALICE_JSON, null, null);
		assertThat(this.endpoint.received()).extracting((received) -> received.header("X-Stainless-Retry-Count"))
			.containsExactly("0", "1", "0", "1");
	}

	static Stream<Named<Consumer<OpenAIClient>>> calls() {
		return RefusedClients.calls();
	}

	@Test
	void anObjectOfTheCallerIsNeverTakenAway() {
		OpenAIClient client = this.clients.attachTo(this.plain);
		ChatCompletionCreateParams own = OpenAiCalls.CHAT.toBuilder()
			.putAdditionalBodyProperty("user_security_context", JsonValue.from(Map.of("more", 1)))
			.build();
		for (BadAnswer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter((target) -> target.chat().completions().create(own), client, refusal);
		}
		RefusedClients.make((target) -> target.chat().completions().create(OpenAiCalls.CHAT), client);
		this.endpoint.clear();
		RefusedClients.make((target) -> catchThrowable(() -> target.chat().completions().create(own)), client);
		assertThat(contexts())
			.containsExactly("{\"application_name\":\"demo\"," + Users.ALICE_MEMBERS + ",\"more\":1}");
	}

	@Test
	void anObjectOfTheCallerIsCompletedAlsoWhereThePathNamesTheModelThatRefusesOurs() {
		OpenAIClient client = this.clients.attachTo(OpenAiCalls.legacyClient(this.endpoint));
		RefusedClients.make(OpenAiCalls::ask, client);
		this.endpoint.clear();
		ChatCompletionCreateParams own = OpenAiCalls.CHAT.toBuilder()
			.putAdditionalBodyProperty("user_security_context", JsonValue.from(Map.of("more", 1)))
			.build();
		RefusedClients.make((target) -> catchThrowable(() -> target.chat().completions().create(own)), client);
		RefusedClients.make(OpenAiCalls::ask, client);
		assertThat(contexts()).containsExactly("{\"application_name\":\"demo\"," + Users.ALICE_MEMBERS + ",\"more\":1}",
				null);
	}

	@Test
	void theResultOfACallThatIsNotRepeatedIsThatOfTheLibrary() {
		OpenAIClient client = this.clients.attachTo(this.plain);
		ChatCompletionCreateParams own = OpenAiCalls.CHAT.toBuilder()
			.putAdditionalBodyProperty("user_security_context", JsonValue.from(Map.of("more", 1)))
			.build();
		assertThat(client.async().chat().completions().createStreaming(own).getClass().getName())
			.startsWith("com.openai.");
		assertThat(client.async().chat().completions().create(own)).isNotInstanceOf(RepeatingFuture.class);
	}

	@Test
	void whatOneClientLearnsOfAModelHoldsForAllOfTheApplication() {
		RefusedClients.make(OpenAiCalls::ask, this.clients.attachTo(this.plain));
		RefusedClients.make(OpenAiCalls::ask, this.clients.attachTo(client()));
		RefusedClients.make((client) -> OpenAiCalls.ask(client.async()), this.clients.attachTo(client()));
		assertThat(contexts()).containsExactly(Users.ALICE_JSON, null, null, null);
		RefusedClients.make(
				(client) -> client.chat().completions().create(OpenAiCalls.CHAT.toBuilder().model("other").build()),
				this.clients.attachTo(this.plain));
		RefusedClients.make(OpenAiCalls::ask,
				new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT).attachTo(this.plain));
		assertThat(contexts()).hasSize(8).endsWith(Users.ALICE_JSON, null, Users.ALICE_JSON, null);
	}

	@Test
	void aClassOfTheApplicationThatDelegatesIsCalledAgainItself() {
		List<String> seen = new ArrayList<>();
		OpenAIClient delegating = OpenAiCalls.delegateTo(this.plain, seen::add);
		OpenAIClient client = this.clients.attachTo(delegating);
		seen.clear();
		RefusedClients.make(OpenAiCalls::ask, client);
		assertThat(contexts()).containsExactly(Users.ALICE_JSON, null);
		assertThat(seen).contains("create", "create");
	}

	@Test
	void theErrorOfARepeatIsThatOfTheCall() {
		this.endpoint.answerNextWith(REFUSAL, BadAnswer.json(404, "{\"error\":{\"message\":\"gone\"}}").answer());
		assertThatExceptionOfType(OpenAIServiceException.class)
			.isThrownBy(() -> OpenAiCalls.ask(this.clients.attachTo(this.plain)))
			.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(404))
			.withMessageContaining("gone");
	}

	/**
	 * Lets the model refuse the context in a certain way.
	 */
	private void refuseWith(Answer refusal) {
		this.endpoint.answerWith((call) -> (call.userSecurityContext() != null) ? refusal : Answer.text("Hello"));
	}

	private List<@Nullable String> contexts() {
		return this.endpoint.received().stream().<@Nullable String>map(Received::context).toList();
	}

	/**
	 * A client whose paths name no model, as the paths of responses never do.
	 */
	private OpenAIClient client() {
		return OpenAiCalls.projectClient(this.endpoint);
	}

	private void assertFailsAsWithoutTheStarter(Consumer<OpenAIClient> call, OpenAIClient client, BadAnswer answer) {
		this.endpoint.clear();
		this.endpoint.answerNextWith(answer.answer(), answer.answer());
		Throwable expected = catchThrowable(() -> call.accept(this.plain));
		Throwable failure = catchThrowable(() -> RefusedClients.make(call, client));
		assertThat(this.endpoint.received()).as(answer.body()).hasSize(2);
		assertThat(this.endpoint.last().text()).contains(Users.ALICE_MEMBERS);
		assertThat(failure).as(answer.body()).hasSameClassAs(expected).hasMessage(expected.getMessage());
		assertThat(unwrap(failure)).isInstanceOfSatisfying(OpenAIServiceException.class, (error) -> {
			OpenAIServiceException other = (OpenAIServiceException) unwrap(expected);
			assertThat(error).hasSameClassAs(other).hasMessage(other.getMessage());
			assertThat(error.statusCode()).isEqualTo(answer.status());
			assertThat(error.body()).isEqualTo(other.body());
			assertThat(error.headers().names()).isEqualTo(other.headers().names());
		});
	}

	private static Throwable unwrap(Throwable failure) {
		return (failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * An answer to a bad request.
	 */
	private record BadAnswer(int status, String type, String body) {

		static BadAnswer json(int status, String body) {
			return new BadAnswer(status, "application/json", body);
		}

		static BadAnswer text(int status, String body) {
			return new BadAnswer(status, "text/plain", body);
		}

		Answer answer() {
			return Answer.status(this.status).body(this.type, this.body);
		}

	}

}
