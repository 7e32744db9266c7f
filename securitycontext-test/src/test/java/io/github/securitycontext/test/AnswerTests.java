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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Answer}.
 */
class AnswerTests {

	private static final Duration PAUSE = Duration.ofMillis(150);

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final JdkClient client = new JdkClient(this.endpoint);

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void aTextSurvivesWhateverIsInIt() throws IOException {
		assertThat(answer(Answer.text("\"\\\n\u00fc\ud83d\ude00")).body())
			.contains("\"content\":\"\\\"\\\\\\u000a\\u00fc\\ud83d\\ude00\"");
	}

	@Test
	void aStatusHasAnErrorAsItsBody() throws IOException {
		HttpResponse<String> response = answer(Answer.status(503));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.body()).isEqualTo("{\"error\":{\"code\":\"503\",\"message\":\"status 503\"}}");
	}

	@Test
	void aStatusOfSuccessHasNoBody() throws IOException {
		HttpResponse<String> response = answer(Answer.status(204));
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void thereIsNoStatusThatIsNoAnswer() {
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.status(100));
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.status(600));
	}

	@Test
	void thereIsNoNegativeTimeToWait() {
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.text("Hello").delayedBy(negative));
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.text("Hello").pausingFor(negative));
	}

	@Test
	void bodyAndHeadersCanBeChosen() throws IOException {
		HttpResponse<String> response = answer(
				Answer.status(400).body("text/plain", "no \u00fc").header("x-ms-region", "nowhere"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
		assertThat(response.headers().firstValue("x-ms-region")).hasValue("nowhere");
		assertThat(response.body()).isEqualTo("no \u00fc");
	}

	@Test
	void aClientIsToldWhenToTryAgain() throws IOException {
		assertThat(answer(Answer.status(429).retryAfter(Duration.ofSeconds(2))).headers().firstValue("Retry-After"))
			.hasValue("2");
		assertThat(answer(Answer.status(429).retryAfter(Duration.ofMillis(5))).headers().firstValue("retry-after-ms"))
			.hasValue("5");
	}

	@Test
	void anUnknownArgumentIsRefusedInEitherWay() throws IOException {
		assertThat(answer(Answer.unrecognizedArgument("x")).body())
			.isEqualTo("{\"error\":{\"message\":\"Unrecognized request argument supplied: x\","
					+ "\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
		assertThat(answer(Answer.unrecognizedArgumentOfModel("x")).body())
			.isEqualTo("{\"error\":{\"code\":\"unrecognized_request_argument\","
					+ "\"message\":\"Unrecognized request argument supplied: x\",\"status\":400}}");
	}

	@Test
	void eventsAreSentAsTheyAre() throws IOException {
		HttpResponse<String> response = answer(Answer.events(List.of("{}", "[DONE]")));
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		assertThat(response.body()).isEqualTo("data: {}\n\ndata: [DONE]\n\n");
	}

	@Test
	void anAnswerCanTakeItsTime() throws IOException {
		long start = System.nanoTime();
		answer(Answer.text("late").delayedBy(PAUSE));
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(PAUSE.toNanos());
	}

	@Test
	void aStreamCanTakeItsTime() throws IOException {
		long start = System.nanoTime();
		answer(Answer.events(List.of("1", "2", "3")).pausingFor(PAUSE));
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(PAUSE.multipliedBy(2).toNanos());
	}

	@Test
	void aConnectionCanBeClosedWithoutAnAnswer() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> answer(Answer.disconnect()));
		// the client may have tried again
		assertThat(this.endpoint.received()).isNotEmpty();
	}

	@Test
	void aConnectionCanBeClosedInTheMiddleOfTheBody() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> answer(Answer.text("Hello").cutOff()));
	}

	@Test
	void aConnectionCanBeClosedInTheMiddleOfAStream() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> answer(Answer.events(List.of("1", "2")).cutOff()));
	}

	private HttpResponse<String> answer(Answer answer) throws IOException {
		this.endpoint.answerWith((call) -> answer);
		return this.client.post(JdkClient.CHAT, "{}");
	}

}
