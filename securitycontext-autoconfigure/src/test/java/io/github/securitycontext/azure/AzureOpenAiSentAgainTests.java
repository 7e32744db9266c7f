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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A policy of the application, in front of ours, that sends a call for one user and then
 * for another.
 */
class AzureOpenAiSentAgainTests {

	private static final String BOB_MEMBER = "\"user_security_context\":{\"application_name\":\"demo\",\"end_user_id\":\"bob\"}";

	private static final HttpHeaderName SENT_AGAIN = HttpHeaderName.fromString("x-sent-again");

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private final List<String> marks = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@EnumSource
	void eachAttemptOfAnAsyncClientIsThatOfItsUser(FirstAttempt first) {
		TestCalls.runner()
			.withBean(OpenAIAsyncClient.class, () -> builder(first).buildAsyncClient())
			.run((context) -> TestCalls.ask(context.getBean(OpenAIAsyncClient.class)));
		assertOneForEach();
	}

	@ParameterizedTest
	@EnumSource(names = { "ANSWERED", "FAILED" })
	void eachAttemptOfASyncClientIsThatOfItsUser(FirstAttempt first) {
		TestCalls.runner()
			.withBean(OpenAIClient.class, () -> builder(first).buildClient())
			.run((context) -> TestCalls.ask(context.getBean(OpenAIClient.class)));
		assertOneForEach();
	}

	@ParameterizedTest
	@EnumSource
	void anAttemptThatIsVetoedDoesNotCarryWhatTheFirstDid(FirstAttempt first) {
		UserSecurityContextCustomizer veto = (context, request) -> "bob".equals(context.getEndUserId()) ? null
				: context;
		TestCalls.runner()
			.withBean(UserSecurityContextCustomizer.class, () -> veto)
			.withBean(OpenAIAsyncClient.class, () -> builder(first).buildAsyncClient())
			.run((context) -> TestCalls.ask(context.getBean(OpenAIAsyncClient.class)));
		assertFirstIsOfAlice();
		assertThat(this.bodies.get(1)).doesNotContain("user_security_context");
	}

	private void assertOneForEach() {
		assertFirstIsOfAlice();
		assertThat(this.bodies.get(1)).startsWith("{" + BOB_MEMBER + ",");
	}

	private void assertFirstIsOfAlice() {
		assertThat(this.bodies).hasSize(2).allMatch((body) -> body.split("user_security_context", -1).length <= 2);
		assertThat(this.bodies.get(0)).startsWith("{" + Users.ALICE_MEMBER + ",");
		assertThat(this.marks).containsExactly("null", "true");
	}

	private OpenAIClientBuilder builder(FirstAttempt first) {
		FakeHttpClient answers = new FakeHttpClient();
		HttpClient http = (request) -> {
			BinaryData body = request.getBodyAsBinaryData();
			assertThat(request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH))
				.isEqualTo(Integer.toString(body.toBytes().length));
			this.bodies.add(body.toString());
			this.marks.add(String.valueOf(request.getHeaders().getValue(SENT_AGAIN)));
			return (this.bodies.size() == 1) ? first.end.apply(answers.send(request)) : answers.send(request);
		};
		return new OpenAIClientBuilder().endpoint("http://localhost")
			.pipeline(new HttpPipelineBuilder().httpClient(http)
				.policies(new ForTwo(first), new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1))))
				.build());
	}

	private enum FirstAttempt {

		ANSWERED((answer) -> answer),

		FAILED((answer) -> Mono.error(new IOException("expected"))),

		CANCELLED((answer) -> Mono.never()),

		UNFINISHED((answer) -> Mono.never());

		private final UnaryOperator<Mono<HttpResponse>> end;

		FirstAttempt(UnaryOperator<Mono<HttpResponse>> end) {
			this.end = end;
		}

	}

	private record ForTwo(FirstAttempt first) implements HttpPipelinePolicy {

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			HttpPipelineNextPolicy again = next.clone();
			Mono<HttpResponse> alice = as(Users.ALICE, next::process);
			Mono<HttpResponse> bob = as(Users.BOB, () -> {
				context.getHttpRequest().setHeader(SENT_AGAIN, "true");
				return again.process();
			});
			if (this.first == FirstAttempt.UNFINISHED) {
				Disposable running = alice.subscribe();
				return bob.doFinally((signal) -> running.dispose());
			}
			Duration patience = (this.first == FirstAttempt.CANCELLED) ? Duration.ofMillis(200)
					: Duration.ofSeconds(30);
			return alice.timeout(patience).onErrorComplete().then(bob);
		}

		private static Mono<HttpResponse> as(UserSecurityContext user, Supplier<Mono<HttpResponse>> call) {
			return Mono.defer(call).contextWrite(ReactiveUserSecurityContextHolder.withContext(user));
		}

		@Override
		public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
			HttpPipelineNextSyncPolicy again = next.clone();
			try {
				Users.as(Users.ALICE, next::processSync);
			}
			catch (RuntimeException ex) {
				assertThat(Exceptions.unwrap(ex)).hasMessageContaining("expected");
			}
			context.getHttpRequest().setHeader(SENT_AGAIN, "true");
			return Users.as(Users.BOB, again::processSync);
		}

	}

}
