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

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A policy in front of ours that waits for a token and goes on from the thread which
 * brings it. If several calls wait for one token, that is the thread of one of them.
 */
class AzureOpenAiOtherThreadTests {

	private static final String ALICES = "{" + Users.ALICE_MEMBER + ",";

	private static final List<Function<ApplicationContext, String>> CALLS = List
		.of(AzureOpenAiOtherThreadTests::askSync, AzureOpenAiOtherThreadTests::askAsync);

	private final FakeHttpClient http = new FakeHttpClient();

	private final BlockingQueue<MonoSink<String>> waiting = new LinkedBlockingQueue<>();

	private final Mono<String> token = Mono.create(this.waiting::add);

	@ParameterizedTest
	@EnumSource
	void aCallOfASyncClientIsThatOfItsCaller(OtherThread other) {
		assertThat(sendAsAlice(other, builder(), AzureOpenAiOtherThreadTests::askSync)).startsWith(ALICES);
	}

	@ParameterizedTest
	@EnumSource
	void aCallOfAnAsyncClientIsThatOfItsCaller(OtherThread other) {
		assertThat(sendAsAlice(other, builder(), AzureOpenAiOtherThreadTests::askAsync)).startsWith(ALICES);
	}

	@ParameterizedTest
	@EnumSource
	void aCallOfAClientOfABuilderIsThatOfItsCaller(OtherThread other) {
		assertThat(sendAsAlice(other, builder(),
				(context) -> TestCalls.ask(context.getBean(OpenAIClientBuilder.class).buildClient())))
			.startsWith(ALICES);
	}

	@ParameterizedTest
	@EnumSource
	void aCallThatWaitsForACredentialOfAzureIsThatOfItsCaller(OtherThread other) {
		HttpPipelinePolicy credential = new BearerTokenAuthenticationPolicy(
				(request) -> this.token.map((value) -> new AccessToken(value, OffsetDateTime.MAX)), "scope");
		OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint("https://localhost")
			.pipeline(new HttpPipelineBuilder().httpClient(this.http).policies(credential, new RetryPolicy()).build());
		assertThat(sendAsAlice(other, builder, AzureOpenAiOtherThreadTests::askAsync)).startsWith(ALICES);
	}

	@ParameterizedTest
	@MethodSource
	void theThreadOfTheCallerMayServeSomebodyElseByThen(UserSecurityContext caller, String member) {
		OpenAIClientBuilder builder = builder();
		TestCalls.runner().withBean(OpenAIAsyncClient.class, builder::buildAsyncClient).run((context) -> {
			Mono<ChatCompletions> call = context.getBean(OpenAIAsyncClient.class)
				.getChatCompletions("gpt", TestCalls.options("hi"));
			CompletableFuture<ChatCompletions> answer = Users.as(caller, call::toFuture);
			OtherThread.OF_BOB.run(() -> this.waiting.remove().success("token"));
			answer.get(30, TimeUnit.SECONDS);
		});
		assertThat(sent()).startsWith("{" + member + ",");
	}

	@ParameterizedTest
	@MethodSource("theThreadOfTheCallerMayServeSomebodyElseByThen")
	void theThreadOfTheCallerMayServeSomebodyElseMeanwhile(UserSecurityContext caller, String member) {
		OpenAIClientBuilder builder = builder();
		TestCalls.runner().withBean(OpenAIAsyncClient.class, builder::buildAsyncClient).run((context) -> {
			Mono<ChatCompletions> call = context.getBean(OpenAIAsyncClient.class)
				.getChatCompletions("gpt", TestCalls.options("hi"));
			CompletableFuture<ChatCompletions> answer = Users.as(caller, () -> {
				CompletableFuture<ChatCompletions> future = call.toFuture();
				OtherThread.OF_BOB.run(() -> this.waiting.remove().success("token"));
				return future;
			});
			answer.get(30, TimeUnit.SECONDS);
		});
		assertThat(sent()).startsWith("{" + member + ",");
	}

	@ParameterizedTest
	@MethodSource
	void aCallThatAPolicyMakesOnTheOtherThreadIsThatOfTheCallerToo(HttpPipelinePolicy ofModerator,
			Function<ApplicationContext, String> call) {
		OpenAIClientBuilder moderation = builder(ofModerator);
		TestCalls.runner().withBean(OpenAIAsyncClient.class, moderation::buildAsyncClient).run((inner) -> {
			OpenAIAsyncClient moderator = inner.getBean(OpenAIAsyncClient.class);
			send(Users.ALICE, OtherThread.OF_BOB, builder(new WaitingPolicy(this.token), new AskingPolicy(moderator)),
					call);
		});
		assertThat(this.http.requests).hasSize(2)
			.allSatisfy((request) -> assertThat(request.getBodyAsBinaryData().toString()).startsWith(ALICES));
	}

	static Stream<Arguments> aCallThatAPolicyMakesOnTheOtherThreadIsThatOfTheCallerToo() {
		HttpPipelinePolicy none = new AddDatePolicy();
		HttpPipelinePolicy atOnce = new WaitingPolicy(Mono.just("token"));
		HttpPipelinePolicy elsewhere = new WaitingPolicy(Mono.delay(Duration.ofMillis(1)).map(Object::toString));
		return Stream.of(none, atOnce, elsewhere)
			.flatMap((policy) -> CALLS.stream().map((call) -> Arguments.of(policy, call)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whomAPolicyBindsIsTheUserAlsoIfAnotherOneLeavesTheThread(boolean bindsFirst) {
		List<HttpPipelinePolicy> policies = List.of(new ForBob(), new WaitingPolicy(this.token));
		for (Function<ApplicationContext, String> call : CALLS) {
			this.http.requests.clear();
			send(Users.ALICE, OtherThread.OF_NOBODY,
					builder(policies.get(bindsFirst ? 0 : 1), policies.get(bindsFirst ? 1 : 0)), call);
			assertThat(sent()).contains("\"end_user_id\":\"bob\"");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aChainThatIsPropagatedToThreadsAndSaysNothingOfUsersTakesNobodyAway(boolean atOnce) throws Exception {
		Mono<String> ready = Mono.just("token");
		OpenAIClientBuilder builder = builder(new WaitingPolicy(atOnce ? ready : this.token));
		Hooks.enableAutomaticContextPropagation();
		try {
			TestCalls.runner().withBean(OpenAIAsyncClient.class, builder::buildAsyncClient).run((context) -> {
				Mono<ChatCompletions> call = context.getBean(OpenAIAsyncClient.class)
					.getChatCompletions("gpt", TestCalls.options("hi"));
				CompletableFuture<ChatCompletions> answer = Users.as(Users.ALICE, call::toFuture);
				if (!atOnce) {
					OtherThread.OF_BOB.run(() -> this.waiting.remove().success("token"));
				}
				answer.get(30, TimeUnit.SECONDS);
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
		assertThat(sent()).startsWith(ALICES);
	}

	static Stream<Arguments> theThreadOfTheCallerMayServeSomebodyElseByThen() {
		return Stream.of(Arguments.of(Users.ALICE, Users.ALICE_MEMBER),
				Arguments.of(UserSecurityContext.empty(), "\"user_security_context\":" + Users.APPLICATION_JSON));
	}

	@Test
	void whomAPolicyBindsOnTheThreadOfTheCallerIsTheUser() {
		OpenAIClientBuilder builder = builder(new ForBob());
		TestCalls.runner()
			.withBean(OpenAIClient.class, builder::buildClient)
			.withBean(OpenAIAsyncClient.class, builder::buildAsyncClient)
			.run((context) -> {
				Users.as(Users.ALICE, () -> askSync(context));
				Users.as(Users.ALICE, () -> askAsync(context));
				askSync(context);
				askAsync(context);
			});
		assertThat(this.http.requests).hasSize(4)
			.allSatisfy((request) -> assertThat(request.getBodyAsBinaryData().toString())
				.contains("\"end_user_id\":\"bob\""));
	}

	@ParameterizedTest
	@EnumSource
	void aCallThatLeftItsThreadStaysThatOfItsCallerBehindAnotherPolicy(OtherThread other) {
		for (Function<ApplicationContext, String> call : CALLS) {
			OpenAIClientBuilder builder = builder(new WaitingPolicy(this.token),
					new WaitingPolicy(Mono.just("another")));
			assertThat(sendAsAlice(other, builder, call)).startsWith(ALICES);
			this.http.requests.clear();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPolicyMaySendACallAgainForSomebodyElse(boolean edited) {
		OpenAIClientBuilder builder = builder(new TwiceForTwo(),
				edited ? new EditingPolicy() : new WaitingPolicy(Mono.just("token")));
		TestCalls.runner()
			.withBean(OpenAIClient.class, builder::buildClient)
			.withBean(OpenAIAsyncClient.class, builder::buildAsyncClient)
			.run((context) -> {
				askSync(context);
				askAsync(context);
			});
		assertThat(this.http.requests).hasSize(4);
		for (int i = 0; i < 4; i++) {
			assertThat(this.http.requests.get(i).getBodyAsBinaryData().toString())
				.contains("\"end_user_id\":\"" + ((i % 2 == 0) ? Users.ALICE : Users.BOB).getEndUserId() + "\"");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCallOfNobodyStaysThatOfNobody(OtherThread other) {
		send(UserSecurityContext.empty(), other, builder(), AzureOpenAiOtherThreadTests::askSync);
		assertThat(sent()).startsWith("{\"user_security_context\":" + Users.APPLICATION_JSON + ",");
	}

	private OpenAIClientBuilder builder() {
		return builder(new WaitingPolicy(this.token));
	}

	private OpenAIClientBuilder builder(HttpPipelinePolicy... policies) {
		OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint("http://localhost").httpClient(this.http);
		for (HttpPipelinePolicy policy : policies) {
			builder.addPolicy(policy);
		}
		return builder;
	}

	private static String askSync(ApplicationContext context) {
		return TestCalls.ask(context.getBean(OpenAIClient.class));
	}

	private static String askAsync(ApplicationContext context) {
		return TestCalls.ask(context.getBean(OpenAIAsyncClient.class));
	}

	private String sendAsAlice(OtherThread other, OpenAIClientBuilder builder,
			Function<ApplicationContext, String> call) {
		send(Users.ALICE, other, builder, call);
		return sent();
	}

	/**
	 * Makes a call, and brings the token on another thread.
	 */
	private void send(UserSecurityContext caller, OtherThread other, OpenAIClientBuilder builder,
			Function<ApplicationContext, String> call) {
		TestCalls.runner()
			.withBean(OpenAIClient.class, builder::buildClient)
			.withBean(OpenAIAsyncClient.class, builder::buildAsyncClient)
			.withBean(OpenAIClientBuilder.class, () -> builder)
			.run((context) -> {
				CompletableFuture<String> answer = new CompletableFuture<>();
				Thread thread = new Thread(
						() -> answer.completeAsync(() -> Users.as(caller, () -> call.apply(context)), Runnable::run));
				thread.start();
				MonoSink<String> sink = this.waiting.poll(30, TimeUnit.SECONDS);
				if (sink == null) {
					fail("No call waits for a token");
				}
				other.run(() -> sink.success("token"));
				assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("Hello");
			});
	}

	private String sent() {
		assertThat(this.http.requests).hasSize(1);
		return this.http.requests.get(0).getBodyAsBinaryData().toString();
	}

	private enum OtherThread {

		OF_BOB {
			@Override
			void run(Runnable task) {
				Users.as(Users.BOB, () -> {
					task.run();
					return null;
				});
			}
		},

		OF_NOBODY {
			@Override
			void run(Runnable task) {
				task.run();
			}
		},

		EVENT_LOOP_OF_BOB {
			@Override
			void run(Runnable task) {
				Schedulers.parallel().schedule(() -> OF_BOB.run(task));
			}
		};

		abstract void run(Runnable task);

	}

	/**
	 * Asks another model before it goes on.
	 */
	private record AskingPolicy(OpenAIAsyncClient moderator) implements PerCallPolicy {

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			return this.moderator.getChatCompletions("gpt", TestCalls.options("hi")).then(Mono.defer(next::process));
		}

	}

	/**
	 * Writes the body anew.
	 */
	private static final class EditingPolicy implements PerCallPolicy {

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			edit(context.getHttpRequest());
			return next.process();
		}

		@Override
		public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
			edit(context.getHttpRequest());
			return next.processSync();
		}

		private static void edit(HttpRequest request) {
			request.setBody(BinaryData.fromString(request.getBodyAsBinaryData().toString()));
		}

	}

	/**
	 * Makes each call for Bob.
	 */
	private static final class ForBob implements PerCallPolicy {

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			return Mono.deferContextual(
					(view) -> Users.as(Users.BOB, () -> Mono.justOrEmpty(next.process().contextWrite(view).block())));
		}

		@Override
		public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
			return Users.as(Users.BOB, next::processSync);
		}

	}

	/**
	 * Knows nothing of calls that are synchronous.
	 */
	private record WaitingPolicy(Mono<String> token) implements PerCallPolicy {

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			return this.token.flatMap((value) -> next.process());
		}

	}

}
