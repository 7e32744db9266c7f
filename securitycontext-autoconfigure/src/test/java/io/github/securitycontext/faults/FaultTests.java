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

package io.github.securitycontext.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever goes wrong, in the service or in the starter, a call comes to the same as
 * without the starter.
 */
class FaultTests {

	private static final String QUOTE = "Unrecognized request argument supplied: user_security_context";

	private static final Duration SOON = Duration.ofMillis(5);

	private static final Map<String, Consumer<AzureOpenAiEndpoint>> faults = faultsOfTheService();

	private static final Map<String, Map<String, Outcome>> expected = new LinkedHashMap<>();

	private static AzureOpenAiEndpoint endpoint;

	private static EveryLibrary application;

	/**
	 * Not side by side: the starter of one reaches clients outside Spring of the other.
	 */
	@BeforeAll
	static void start() {
		endpoint = AzureOpenAiEndpoint.start();
		try (EveryLibrary without = new EveryLibrary(endpoint, "securitycontext.enabled=false")) {
			faults.forEach((name, fault) -> expected.put(name, outcomes(without, fault)));
		}
		application = new EveryLibrary(endpoint);
	}

	@AfterAll
	static void stop() {
		application.close();
		endpoint.close();
	}

	@AfterEach
	void mend() {
		application.customize(null);
		endpoint.reset();
	}

	private static Map<String, Consumer<AzureOpenAiEndpoint>> faultsOfTheService() {
		Map<String, Answer> always = new LinkedHashMap<>();
		always.put("none", Answer.text("Hello"));
		always.put("400 that quotes the prompt",
				Answer.status(400)
					.body("application/json", "{\"error\":{\"code\":\"content_filter\",\"message\":\"The prompt '"
							+ QUOTE + "' was filtered\",\"type\":null,\"param\":\"prompt\"}}"));
		always.put("400 for another argument",
				Answer.status(400)
					.body("application/json",
							"{\"error\":{\"code\":\"unrecognized_request_argument\",\"message\":\"Unrecognized request"
									+ " argument supplied: foo\"}}"));
		always.put("400 as text", Answer.status(400).body("text/plain", "Bad request: " + QUOTE));
		always.put("400 as an odd object",
				Answer.status(400).body("application/json", "{\"error\":[\"" + QUOTE + "\"],\"message\":{\"a\":1}}"));
		always.put("400 without a body", Answer.status(400).body("application/json", ""));
		always.put("400 that breaks off",
				Answer.status(400).body("application/json", "{\"error\":{\"message\":\"" + QUOTE + "\"}}").cutOff());
		always.put("401", Answer.status(401));
		always.put("404", Answer.status(404));
		always.put("413", Answer.status(413));
		always.put("an answer that is no JSON", Answer.status(200).body("text/html", "<html></html>"));
		always.put("an answer that breaks off", Answer.text("Hello World").cutOff());
		Map<String, Answer> next = new LinkedHashMap<>();
		next.put("429 once", Answer.status(429).retryAfter(SOON));
		next.put("503 once", Answer.status(503).retryAfter(SOON));
		next.put("a closed connection", Answer.disconnect());
		Map<String, Consumer<AzureOpenAiEndpoint>> faults = new LinkedHashMap<>();
		always.forEach((name, answer) -> faults.put(name, (point) -> point.answerWith((call) -> answer)));
		next.forEach((name, answer) -> faults.put(name, (point) -> point.answerNextWith(answer)));
		return faults;
	}

	static Set<String> faults() {
		return faults.keySet();
	}

	@ParameterizedTest
	@MethodSource("faults")
	void aFaultOfTheServiceComesToTheSameAsWithoutTheStarter(String fault) {
		Map<String, Outcome> actual = outcomes(application, faults.get(fault));
		assertThat(actual.values()).allSatisfy((outcome) -> assertThat(outcome.bodies())
			.allSatisfy((body) -> assertThat(body).contains(Users.ALICE_MEMBER)));
		actual.replaceAll((name, outcome) -> outcome.without(Users.ALICE_MEMBER));
		assertThat(actual).containsExactlyEntriesOf(expected.get(fault));
	}

	static Stream<Named<UserSecurityContextCustomizer>> faultsOfTheStarter() {
		return Stream.of(failing(new IllegalStateException()), failing(new StackOverflowError()),
				failing(new OutOfMemoryError()), failing(new NoSuchMethodError()),
				Named.of("veto", (context, request) -> null));
	}

	private static Named<UserSecurityContextCustomizer> failing(Throwable failure) {
		return Named.of(failure.toString(), (context, request) -> {
			throw FaultTests.<RuntimeException>sneaky(failure);
		});
	}

	@ParameterizedTest
	@MethodSource("faultsOfTheStarter")
	void aFaultOfTheStarterComesToTheSameAsWithoutTheStarter(UserSecurityContextCustomizer fault) {
		application.customize(fault);
		assertThat(outcomes(application, faults.get("none"))).containsExactlyEntriesOf(expected.get("none"));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void bothTogetherComeToTheSameAsWithoutTheStarter(String fault) {
		application.customize((context, request) -> {
			LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
			throw new IllegalStateException();
		});
		assertThat(outcomes(application, faults.get(fault))).containsExactlyEntriesOf(expected.get(fault));
	}

	private static Map<String, Outcome> outcomes(EveryLibrary application, Consumer<AzureOpenAiEndpoint> fault) {
		Map<String, Outcome> outcomes = new LinkedHashMap<>();
		application.calls().forEach((name, call) -> {
			Outcome outcome;
			int tries = 0;
			do {
				endpoint.reset();
				fault.accept(endpoint);
				outcome = Outcome.of(call, endpoint);
			}
			while (outcome.isOfNetty() && ++tries < 100);
			outcomes.put(name, outcome);
		});
		return outcomes;
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneaky(@Nullable Throwable failure) throws T {
		throw (T) failure;
	}

}
