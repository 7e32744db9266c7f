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
import io.github.securitycontext.support.RefusingEndpoint;
import io.github.securitycontext.support.RefusingEndpoint.Answer;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.AutoClose;
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

	/** All that say that the context is the reason. */
	private static final List<Answer> REFUSALS = List.of(RefusingEndpoint.REFUSAL,
			Answer.json(400, "{\"error\":{\"message\":\"" + PHRASE + "\",\"type\":\"invalid_request_error\"}}"),
			Answer.json(400,
					"{\"error\":{\"code\":\"unknown_parameter\",\"param\":\"user_security_context\","
							+ "\"message\":\"Unknown parameter: 'user_security_context'.\",\"type\":\"x\"}}"),
			Answer.json(400, "{\"error\":{\"code\":\"unrecognized_request_argument\"}}"),
			Answer.json(400, "{\"code\":400,\"message\":\"" + PHRASE + "\"}"),
			Answer.json(400, "{\"error\":\"" + PHRASE + "\"}"), Answer.json(400, "\"" + PHRASE + "\""),
			Answer.text(400, PHRASE), Answer.text(400, "\n " + PHRASE + "\n"),
			new Answer(400, "text/html", PHRASE + "<br>"));

	/** Bad requests for another reason. */
	private static final List<Answer> OTHERS = List.of(
			Answer.json(400, "{\"error\":{\"message\":\"You wrote: " + PHRASE + "\",\"type\":\"x\"}}"),
			Answer.json(400,
					"{\"error\":{\"code\":\"unrecognized_request_argument\",\"param\":null,"
							+ "\"message\":\"Unrecognized request argument supplied: other\",\"type\":\"x\"}}"),
			Answer.json(400,
					"{\"error\":{\"code\":\"content_filter\",\"param\":\"prompt\",\"message\":\"no\","
							+ "\"type\":null,\"innererror\":{\"code\":\"x\"}}}"),
			Answer.json(400, "{\"error\":{\"code\":7,\"message\":[],\"param\":{}}}"), Answer.json(400, "{}"),
			Answer.json(400, "[1]"), Answer.json(400, "{\"error\":{\"message\":\"" + PHRASE.substring(0, 20)),
			Answer.text(400, "Bad Request: " + PHRASE), Answer.text(400, "no"), Answer.text(400, "x".repeat(100_000)),
			Answer.text(400, ""), Answer.json(422, RefusingEndpoint.REFUSAL.body()),
			Answer.json(401, RefusingEndpoint.REFUSAL.body()));

	@AutoClose
	private final RefusingEndpoint endpoint = new RefusingEndpoint();

	private final OpenAIClient plain = client();

	private final RefusedClients clients = new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT);

	@ParameterizedTest
	@MethodSource("calls")
	void aRefusedCallIsMadeOnceMoreAsItWasAndTheNextOneGoesWithoutAtOnce(Consumer<OpenAIClient> call) {
		call.accept(this.plain);
		String text = this.endpoint.received().remove(0).text();
		for (Answer refusal : REFUSALS) {
			RefusedClients clients = new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT);
			OpenAIClient client = clients.attachTo(this.plain);
			this.endpoint.refuseWith(refusal);
			RefusedClients.make(call, client);
			assertThat(this.endpoint.contexts()).as(refusal.body()).containsExactly(Users.ALICE_JSON, null);
			assertThat(this.endpoint.received().get(1).text()).isEqualTo(text);
			RefusedClients.make(call, client);
			assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, null, null);
			assertThat(clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
					CallOutcome.SKIPPED);
			this.endpoint.received().clear();
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void anyOtherFailureReachesTheCallerAsWithoutTheStarterAndNothingIsRepeated(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		for (Answer other : OTHERS) {
			assertFailsAsWithoutTheStarter(call, client, other);
		}
		assertThat(this.clients.outcomes()).hasSameSizeAs(OTHERS).containsOnly(CallOutcome.ATTACHED);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whereRefusedCallsAreToFailTheyFailAsWithoutTheStarter(Consumer<OpenAIClient> call) {
		RefusedClients clients = new RefusedClients(UnsupportedModelAction.FAIL);
		OpenAIClient client = clients.attachTo(this.plain);
		for (Answer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter(call, client, refusal);
		}
		assertThat(clients.outcomes()).startsWith(CallOutcome.ATTACHED, CallOutcome.REJECTED, CallOutcome.ATTACHED);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aCallThatMustCarryTheContextIsNeverRepeated(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain, RefusedClients.REJECTING);
		for (Answer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter(call, client, refusal);
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aRepeatThatIsRefusedAsWellIsTheEndAndNothingIsRemembered(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		for (int i = 0; i < 2; i++) {
			this.endpoint.answerNextWith(RefusingEndpoint.REFUSAL,
					Answer.json(400, "{\"error\":{\"message\":\"too\"}}"));
			assertThat(catchThrowable(() -> RefusedClients.make(call, client))).extracting(OpenAiRefusalTests::unwrap)
				.isInstanceOf(BadRequestException.class)
				.asString()
				.contains("too");
		}
		assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, null, Users.ALICE_JSON, null);
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
				CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void ofARepeatWithoutAnAnswerNothingIsRemembered(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain.withOptions((options) -> options.maxRetries(0)));
		Consumer<OpenAIClient> once = (target) -> {
			this.endpoint.answerNextWith(RefusingEndpoint.REFUSAL, new Answer(0, "", ""), new Answer(0, "", ""),
					new Answer(0, "", ""));
			call.accept(target);
		};
		assertThat(catchThrowable(() -> RefusedClients.make(once, client))).isNotNull();
		this.endpoint.reset();
		RefusedClients.make(call, client);
		assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, null);
		assertThat(this.clients.outcomes()).containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT,
				CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void theLibraryRetriesTheCallAndItsRepeatAsEver(Consumer<OpenAIClient> call) {
		OpenAIClient client = this.clients.attachTo(this.plain);
		this.endpoint.answerNextWith(Answer.text(500, "no"), RefusingEndpoint.REFUSAL, Answer.text(429, PHRASE));
		RefusedClients.make(call, client);
		assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, Users.ALICE_JSON, null, null);
		assertThat(this.endpoint.received())
			.extracting((request) -> request.headers().get("X-stainless-retry-count").get(0))
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
		for (Answer refusal : REFUSALS) {
			assertFailsAsWithoutTheStarter((target) -> target.chat().completions().create(own), client, refusal);
		}
		RefusedClients.make((target) -> target.chat().completions().create(OpenAiCalls.CHAT), client);
		this.endpoint.reset();
		RefusedClients.make((target) -> catchThrowable(() -> target.chat().completions().create(own)), client);
		assertThat(this.endpoint.contexts())
			.containsExactly("{\"application_name\":\"demo\"," + Users.ALICE_MEMBERS + ",\"more\":1}");
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
		assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, null, null, null);
		RefusedClients.make(
				(client) -> client.chat().completions().create(OpenAiCalls.CHAT.toBuilder().model("other").build()),
				this.clients.attachTo(this.plain));
		RefusedClients.make(OpenAiCalls::ask,
				new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT).attachTo(this.plain));
		assertThat(this.endpoint.contexts()).hasSize(8).endsWith(Users.ALICE_JSON, null, Users.ALICE_JSON, null);
	}

	@Test
	void aClassOfTheApplicationThatDelegatesIsCalledAgainItself() {
		List<String> seen = new ArrayList<>();
		OpenAIClient delegating = OpenAiCalls.delegateTo(this.plain, seen::add);
		OpenAIClient client = this.clients.attachTo(delegating);
		seen.clear();
		RefusedClients.make(OpenAiCalls::ask, client);
		assertThat(this.endpoint.contexts()).containsExactly(Users.ALICE_JSON, null);
		assertThat(seen).contains("create", "create");
	}

	@Test
	void theErrorOfARepeatIsThatOfTheCall() {
		this.endpoint.answerNextWith(RefusingEndpoint.REFUSAL, Answer.json(404, "{\"error\":{\"message\":\"gone\"}}"));
		assertThatExceptionOfType(OpenAIServiceException.class)
			.isThrownBy(() -> OpenAiCalls.ask(this.clients.attachTo(this.plain)))
			.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(404))
			.withMessageContaining("gone");
	}

	/**
	 * A client whose paths name no model, as the paths of responses never do.
	 */
	private OpenAIClient client() {
		return OpenAiCalls.projectClient(this.endpoint.url());
	}

	private void assertFailsAsWithoutTheStarter(Consumer<OpenAIClient> call, OpenAIClient client, Answer answer) {
		this.endpoint.received().clear();
		this.endpoint.answerNextWith(answer, answer);
		Throwable expected = catchThrowable(() -> call.accept(this.plain));
		Throwable failure = catchThrowable(() -> RefusedClients.make(call, client));
		assertThat(this.endpoint.received()).as(answer.body()).hasSize(2);
		assertThat(this.endpoint.received().get(1).context()).contains(Users.ALICE_MEMBERS);
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

}
