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
import java.util.List;
import java.util.Map;

import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A model that does not know the context does not break a call, whatever the library.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusalTests {

	private static final String MEMBER = "user_security_context";

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@BeforeEach
	void refuse() {
		this.endpoint.refuseUserSecurityContext();
	}

	@AfterEach
	void stop() {
		this.endpoint.close();
	}

	@Test
	void aRefusedCallIsRepeatedOnceAsItWasAndLaterOnesGoWithoutAtOnce() {
		try (EveryLibrary application = new EveryLibrary(this.endpoint)) {
			assertThat(application.calls().keySet()).hasSizeGreaterThan(20)
				.allSatisfy((name) -> assertRepeated(application, name));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/plain" })
	void theServiceOrAGatewayMayRefuseItInOtherShapes(String contentType) {
		String message = "Unrecognized request argument supplied: user_security_context";
		Answer refusal = contentType.equals("text/plain") ? Answer.status(400).body(contentType, message)
				: Answer.unrecognizedArgument(MEMBER);
		this.endpoint.answerWith((call) -> call.text().contains(MEMBER) ? refusal : Answer.text("Hello"));
		try (EveryLibrary application = new EveryLibrary(this.endpoint)) {
			assertThat(List.of("azure-ai-openai getChatCompletions", "azure-ai-openai async getChatCompletionsStream",
					"openai-java create", "openai-java async createStreaming", "LangChain4j chat", "RestClient",
					"WebClient"))
				.allSatisfy((name) -> assertRepeated(application, name));
		}
	}

	/**
	 * Makes the call to a deployment of its own: that others refuse is remembered.
	 */
	private void assertRepeated(EveryLibrary application, String name) {
		Runnable call = application.calls(name.replace(' ', '-')).get(name);
		Outcome first = outcome(call);
		Outcome second = outcome(call);
		assertThat(second.failure()).isNull();
		assertThat(second.bodies()).hasSize(1).allSatisfy((body) -> assertThat(body).doesNotContain(MEMBER));
		assertThat(first.failure()).isNull();
		assertThat(first.bodies()).hasSize(2);
		assertThat(first.bodies().get(0)).contains(Users.ALICE_MEMBER);
		assertThat(first.bodies().get(1)).isEqualTo(second.bodies().get(0));
	}

	private Outcome outcome(Runnable call) {
		this.endpoint.clear();
		return Outcome.of(call, this.endpoint);
	}

	@Test
	void oneWarningNamesTheModelAndWhatItMeans(CapturedOutput output) {
		try (EveryLibrary application = new EveryLibrary(this.endpoint)) {
			application.calls().values().forEach((call) -> assertThat(outcome(call).failure()).isNull());
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("The model 'gpt' at 127.0.0.1"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("does not know user_security_context",
					"alerts on them name no user", "securitycontext.unsupported-model=fail"));
	}

	@Test
	void onRequestTheErrorOfTheModelReachesTheApplication(CapturedOutput output) {
		Map<String, Outcome> outcomes = new LinkedHashMap<>();
		try (EveryLibrary application = new EveryLibrary(this.endpoint, "securitycontext.unsupported-model=fail")) {
			application.calls().forEach((name, call) -> outcomes.put(name, outcome(call)));
		}
		assertThat(outcomes).allSatisfy((name, outcome) -> {
			assertThat(outcome.failure()).contains("400");
			assertThat(outcome.bodies()).hasSize(1).first().asString().contains(Users.ALICE_MEMBER);
		});
		assertThat(output).contains("The model 'gpt' at 127.0.0.1").contains("so its calls fail");
	}

	@Test
	void aModelThatRefusesTheRepeatAsWellIsAskedAgainWithTheContextNextTime() {
		this.endpoint.answerWith((call) -> Answer.unrecognizedArgument(MEMBER));
		try (EveryLibrary application = new EveryLibrary(this.endpoint)) {
			assertThat(application.calls()).allSatisfy((name, call) -> {
				for (int i = 0; i < 2; i++) {
					Outcome outcome = outcome(call);
					assertThat(outcome.failure()).contains("400");
					assertThat(outcome.bodies()).hasSize(2);
					assertThat(outcome.bodies().get(0)).contains(MEMBER);
					assertThat(outcome.bodies().get(1)).doesNotContain(MEMBER);
				}
			});
		}
	}

	@Test
	void aRepeatGoesThroughTheRetriesOfTheClient() {
		try (EveryLibrary application = new EveryLibrary(this.endpoint)) {
			this.endpoint.answerNextWith(Answer.unrecognizedArgument(MEMBER),
					Answer.status(429).retryAfter(Duration.ofMillis(5)));
			Outcome outcome = Outcome.of(application.calls().get("azure-ai-openai async getChatCompletions"),
					this.endpoint);
			assertThat(outcome.failure()).isNull();
			assertThat(this.endpoint.received()).extracting(ReceivedCall::userSecurityContext)
				.satisfiesExactly((first) -> assertThat(first).isNotNull(), (second) -> assertThat(second).isNull(),
						(third) -> assertThat(third).isNull());
		}
	}

}
