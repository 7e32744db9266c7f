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

import java.net.MalformedURLException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose context a call carries that is described on one thread and sent on another, or
 * that is sent again.
 */
class AzureOpenAiAsyncTests {

	private static final String BOB_JSON = "{\"application_name\":\"demo\",\"end_user_id\":\"bob\"}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void eachSubscriptionCarriesTheContextOfItsSubscriber() {
		withClient((client) -> {
			Mono<ChatCompletions> typed = Users.as(ALICE,
					() -> client.getChatCompletions("gpt", TestCalls.options("hi")));
			assertEachSubscriberHasItsOwn(typed);
			assertEachSubscriberHasItsOwn(
					client.getChatCompletionsWithResponse("gpt", BinaryData.fromString("{}"), new RequestOptions()));
		});
	}

	private static void assertEachSubscriberHasItsOwn(Mono<?> call) {
		endpoint.clear();
		Users.as(ALICE, call::block);
		Users.as(BOB, call::block);
		call.block();
		assertThat(endpoint.received()).extracting(Received::context)
			.containsExactly(Users.ALICE_JSON, BOB_JSON, Users.APPLICATION_JSON);
	}

	@Test
	void anotherThreadHasNoUser() {
		withClient((client) -> {
			Users.as(ALICE,
					() -> client.getChatCompletions("gpt", TestCalls.options("hi"))
						.subscribeOn(Schedulers.boundedElastic())
						.block());
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
		});
	}

	@Test
	void aRepeatOnAnotherThreadCarriesTheUserNoMore() {
		withClient((client) -> {
			Users.as(ALICE,
					() -> client.getChatCompletions("gpt", TestCalls.options("hi"))
						.repeatWhen((completions) -> completions.index()
							.takeWhile((completion) -> completion.getT1() == 0)
							.publishOn(Schedulers.single()))
						.blockLast());
			assertThat(endpoint.received()).extracting(Received::context)
				.containsExactly(Users.ALICE_JSON, Users.APPLICATION_JSON);
			assertThat(endpoint.received())
				.allMatch((received) -> received.text().split("user_security_context", -1).length == 2);
		});
	}

	@Test
	void aRequestThatIsSentTwiceCarriesTheContextOfEachSender() {
		withClient((client) -> {
			HttpRequest request = request();
			String body = request.getBodyAsBinaryData().toString();
			Users.as(ALICE,
					() -> PipelineOf.pipeline(client).send(request).flatMap(HttpResponse::getBodyAsString).block());
			Users.as(BOB,
					() -> PipelineOf.pipeline(client).send(request).flatMap(HttpResponse::getBodyAsString).block());
			Users.as(BOB,
					() -> PipelineOf.pipeline(client).sendSync(request, Context.NONE).getBodyAsBinaryData().toString());
			assertThat(endpoint.received()).extracting(Received::context)
				.containsExactly(Users.ALICE_JSON, BOB_JSON, BOB_JSON);
			assertThat(request.getBodyAsBinaryData().toString()).isEqualTo(body);
		});
	}

	@Test
	void aRepeatByAPolicyOfTheApplicationIsAttachedOnce() {
		HttpPipelinePolicy twice = new PerCallPolicy() {

			@Override
			public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
				HttpPipelineNextPolicy again = next.clone();
				return next.process().flatMap((response) -> response.getBodyAsByteArray().then(again.process()));
			}

		};
		TestCalls.runner()
			.withBean(OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).addPolicy(twice).buildAsyncClient())
			.run((context) -> {
				OpenAIAsyncClient client = context.getBean(OpenAIAsyncClient.class);
				client.getChatCompletions("gpt", TestCalls.options("hi"))
					.contextWrite(ReactiveUserSecurityContextHolder.withContext(ALICE))
					.block();
				Users.as(ALICE, () -> TestCalls.ask(client));
				// the last one is made by a thread of the client
				assertThat(endpoint.received()).hasSize(4)
					.allMatch((received) -> Users.ALICE_JSON.equals(Received.context(received)))
					.allMatch((received) -> received.text().split("user_security_context", -1).length == 2);
			});
	}

	private static HttpRequest request() {
		try {
			return new HttpRequest(HttpMethod.POST,
					URI.create(endpoint.url() + Received.CHAT_PATH + "?api-version=2025-01-01-preview").toURL(),
					new HttpHeaders(), Flux.empty())
				.setBody(BinaryData.fromString("{\"messages\":[]}"));
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aPolicyThatSubscribesAgainForSomebodyElseSendsTheCallOfSomebodyElse() {
		TestCalls.runner()
			.withBean(OpenAIAsyncClient.class,
					() -> TestCalls.builder(endpoint).addPolicy(new TwiceForTwo()).buildAsyncClient())
			.run((context) -> {
				context.getBean(OpenAIAsyncClient.class).getChatCompletions("gpt", TestCalls.options("hi")).block();
				assertThat(endpoint.received()).extracting(Received::context)
					.containsExactly(Users.ALICE_JSON, BOB_JSON);
			});
	}

	private static void withClient(Consumer<OpenAIAsyncClient> test) {
		TestCalls.runner()
			.withBean(OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).buildAsyncClient())
			.run((context) -> test.accept(Objects.requireNonNull(context.getBean(OpenAIAsyncClient.class))));
	}

}
