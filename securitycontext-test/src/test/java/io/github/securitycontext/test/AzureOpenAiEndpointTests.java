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
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AzureOpenAiEndpoint}.
 */
class AzureOpenAiEndpointTests {

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final JdkClient client = new JdkClient(this.endpoint);

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void aCallIsKeptToTheByte() throws IOException {
		String body = "{\"model\":\"gpt-4o\", \"stream\" : true,\"text\":\"\u00fc\\u00fc\"}";
		this.client.post(JdkClient.CHAT, body);
		ReceivedCall call = this.endpoint.last();
		assertThat(call.method()).isEqualTo("POST");
		assertThat(call.uri()).isEqualTo(JdkClient.CHAT);
		assertThat(call.path()).isEqualTo("/openai/deployments/gpt/chat/completions");
		assertThat(call.query()).isEqualTo("api-version=2025-01-01-preview");
		assertThat(call.header("content-type")).isEqualTo("application/json");
		assertThat(call.header("x-missing")).isNull();
		assertThat(call.text()).isEqualTo(body);
		assertThat(call.body()).asString().isEqualTo(body);
		assertThat(call.deployment()).isEqualTo("gpt");
		assertThat(call.model()).isEqualTo("gpt-4o");
		assertThat(call.isStreaming()).isTrue();
		assertThat(call.isPrompt()).isTrue();
		assertThat(call.userSecurityContext()).isNull();
	}

	@Test
	void theBodyOfACallCannotBeChanged() throws IOException {
		this.client.post(JdkClient.CHAT, "{}");
		this.endpoint.last().body()[0] = 'x';
		assertThat(this.endpoint.last().text()).isEqualTo("{}");
	}

	@Test
	void theObjectIsReadFromTheTopLevelOnly() throws IOException {
		this.client.post(JdkClient.CHAT, """
				{"messages":[{"user_security_context":{"end_user_id":"inner"}}],
				"user_security_context":{ "application_name":"app","end_user_id":"\\u0069d",
				"end_user_tenant_id":"tenant","source_ip":"10.0.0.1" }}""");
		ReceivedUserSecurityContext context = this.endpoint.last().userSecurityContext();
		assertThat(context.applicationName()).isEqualTo("app");
		assertThat(context.endUserId()).isEqualTo("id");
		assertThat(context.endUserTenantId()).isEqualTo("tenant");
		assertThat(context.sourceIp()).isEqualTo("10.0.0.1");
		assertThat(context.unknownMembers()).isEmpty();
		assertThat(context.json()).isEqualTo("""
				{ "application_name":"app","end_user_id":"\\u0069d",
				"end_user_tenant_id":"tenant","source_ip":"10.0.0.1" }""");
	}

	@Test
	void aMisspeltMemberIsAcceptedAsByAzure() throws IOException {
		HttpResponse<String> response = this.client.post(JdkClient.CHAT,
				"{\"user_security_context\":{\"endUserId\":\"x\",\"source_ip\":null,\"source_ip\":\"\"}}");
		assertThat(response.statusCode()).isEqualTo(200);
		ReceivedUserSecurityContext context = this.endpoint.last().userSecurityContext();
		assertThat(context.endUserId()).isNull();
		assertThat(context.unknownMembers()).containsExactly("endUserId");
		assertThat(context.membersWithoutText()).containsExactly("source_ip", "source_ip");
		assertThat(context.repeatedMembers()).containsExactly("source_ip");
	}

	@Test
	void aBodyThatIsNoJsonIsAnsweredToo() throws IOException {
		assertThat(this.client.post(JdkClient.CHAT, "{").statusCode()).isEqualTo(200);
		assertThat(this.endpoint.last().userSecurityContext()).isNull();
	}

	@Test
	void embeddingsAreNoPromptAndGetAVectorForEachText() throws IOException {
		HttpResponse<String> response = this.client.post("/openai/deployments/ada/embeddings?api-version=2025-01-01",
				"{\"input\":[\"a\",\"b\"]}");
		assertThat(response.body()).contains("\"index\":0", "\"index\":1").doesNotContain("\"index\":2");
		assertThat(this.endpoint.last().isPrompt()).isFalse();
	}

	@Test
	void answersForTheNextCallsComeBeforeTheRule() throws IOException {
		this.endpoint.answerWith((call) -> Answer.text("rule for " + call.deployment()));
		this.endpoint.answerNextWith(Answer.text("first"), Answer.text("second"));
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"first\"");
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"second\"");
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"rule for gpt\"");
	}

	@Test
	void theAnswersThatTheDocumentationShows() throws IOException {
		showAnswers(this.endpoint);
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"name\":\"time\"");
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("It is noon.");
		assertThat(this.client.post(JdkClient.CHAT, "{}").headers().firstValue("Retry-After")).hasValue("1");
		assertThat(this.client.post(JdkClient.CHAT, "{}").statusCode()).isEqualTo(404);
		assertThat(this.client.post(JdkClient.CHAT.replace("/gpt/", "/gpt-4o/"), "{}").statusCode()).isEqualTo(200);
	}

	private static void showAnswers(AzureOpenAiEndpoint endpoint) {
		endpoint.answerNextWith(Answer.toolCall("time", "{}"), Answer.text("It is noon."));
		endpoint.answerNextWith(Answer.status(429).retryAfter(Duration.ofSeconds(1)));
		endpoint.answerWith((call) -> "gpt-4o".equals(call.deployment()) ? Answer.text("Hello") : Answer.status(404));
	}

	@Test
	void aRuleThatFailsIsAnsweredWithItsException() throws IOException {
		this.endpoint.answerWith((call) -> {
			throw new IllegalStateException("\"no\" rule");
		});
		HttpResponse<String> response = this.client.post(JdkClient.CHAT, "{}");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("IllegalStateException: \\\"no\\\" rule");
		assertThat(this.endpoint.received()).hasSize(1);
	}

	@Test
	void theObjectCanBeRefusedAsByAModelThatDoesNotKnowIt() throws IOException {
		this.endpoint.refuseUserSecurityContext();
		HttpResponse<String> refused = this.client.post(JdkClient.CHAT, "{\"user_security_context\":{}}");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("unrecognized_request_argument", "user_security_context");
		assertThat(this.client.post(JdkClient.CHAT, "{}").statusCode()).isEqualTo(200);
	}

	@Test
	void clearForgetsCallsAndNextAnswersButNotTheRule() throws IOException {
		this.endpoint.answerWith((call) -> Answer.text("rule"));
		this.endpoint.answerNextWith(Answer.status(500), Answer.status(500));
		this.client.post(JdkClient.CHAT, "{}");
		this.endpoint.clear();
		assertThat(this.endpoint.received()).isEmpty();
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"rule\"");
	}

	@Test
	void resetForgetsTheRuleToo() throws IOException {
		this.endpoint.answerWith((call) -> Answer.status(500));
		this.endpoint.reset();
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("\"Hello\"");
	}

	@Test
	void awaitReturnsAsSoonAsEnoughCallsArrived() {
		CompletableFuture.runAsync(() -> {
			try {
				this.client.post(JdkClient.CHAT, "{}");
				this.client.post(JdkClient.CHAT, "{}");
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
		assertThat(this.endpoint.await(2)).hasSize(2);
	}

	@Test
	void awaitSaysWhatItReceivedInstead() throws IOException {
		this.client.post(JdkClient.CHAT, "{}");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.endpoint.await(2, Duration.ofMillis(1)))
			.withMessage("Expected 2 calls within 1 ms, but received 1:\n  POST " + JdkClient.CHAT);
		this.endpoint.clear();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.endpoint::last)
			.withMessage("Expected a call, but received none");
	}

	@Test
	void onlyTheLatestCallsAreKept() throws IOException {
		String body = "{\"text\":\"" + "x".repeat(15 * 1024 * 1024) + "\"}";
		for (int i = 0; i < 5; i++) {
			this.client.post(JdkClient.CHAT + "&i=" + i, body);
		}
		assertThat(this.endpoint.received()).extracting(ReceivedCall::uri)
			.containsExactly(JdkClient.CHAT + "&i=1", JdkClient.CHAT + "&i=2", JdkClient.CHAT + "&i=3",
					JdkClient.CHAT + "&i=4");
		assertThat(this.endpoint.dropped()).isEqualTo(1);
	}

	@Test
	void fewerCallsCanBeKept() throws IOException {
		this.endpoint.keepAtMost(1);
		this.client.post(JdkClient.CHAT, "1");
		this.client.post(JdkClient.CHAT, "2");
		assertThat(this.endpoint.await(2)).extracting(ReceivedCall::text).containsExactly("2");
		assertThat(this.endpoint.dropped()).isEqualTo(1);
		this.endpoint.keepAtMost(0);
		assertThat(this.endpoint.received()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.endpoint.keepAtMost(-1));
	}

	@Test
	void afterAResetItKeepsAsManyAsAtTheStart() throws IOException {
		this.endpoint.keepAtMost(0);
		this.endpoint.reset();
		this.client.post(JdkClient.CHAT, "1");
		assertThat(this.endpoint.received()).hasSize(1);
	}

	@Test
	void aBodyThatIsTooLongIsAnsweredWith413() throws IOException {
		this.endpoint.answerNextWith(Answer.text("for the next call"));
		assertThat(this.client.post(JdkClient.CHAT, " ".repeat(17 * 1024 * 1024)).statusCode()).isEqualTo(413);
		assertThat(this.endpoint.received()).hasSize(1);
		assertThat(this.client.post(JdkClient.CHAT, "{}").body()).contains("for the next call");
	}

	@Test
	void manyCallsAreAnsweredAtATime() {
		CountDownLatch all = new CountDownLatch(20);
		this.endpoint.answerWith((call) -> {
			all.countDown();
			try {
				all.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return Answer.text("all");
		});
		List<CompletableFuture<String>> answers = IntStream.range(0, 20)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
				try {
					return this.client.post(JdkClient.CHAT, "{}").body();
				}
				catch (IOException ex) {
					throw new AssertionError(ex);
				}
			}, (task) -> new Thread(task).start()))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join()).contains("\"all\""));
	}

	@Test
	void aClosedEndpointLeavesNoThreadAndNoPort() throws IOException {
		this.client.post(JdkClient.CHAT, "{}");
		this.endpoint.answerWith((call) -> Answer.text("late").delayedBy(Duration.ofMinutes(10)));
		CompletableFuture<Void> pending = CompletableFuture.runAsync(() -> {
			try {
				this.client.post(JdkClient.CHAT, "{}");
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		this.endpoint.await(2);
		this.endpoint.close();
		assertThat(pending).failsWithin(Duration.ofSeconds(10));
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> this.client.post(JdkClient.CHAT, "{}"));
		assertThat(this.endpoint.received()).hasSize(2);
	}

}
