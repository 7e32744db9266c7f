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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of {@code openai-java} on the wire: each method against the same one of a
 * client that carries nothing.
 */
class OpenAiCallTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static final Clients plain = new Clients(OpenAiCalls.legacyClient(endpoint),
			OpenAiCalls.legacyClient(endpoint).async(), OpenAiCalls.projectClient(endpoint));

	private static @Nullable Clients carrying;

	@BeforeAll
	static void start() {
		OpenAiCalls.runner()
			.withBean("sync", OpenAIClient.class, () -> OpenAiCalls.legacyClient(endpoint))
			.withBean("async", OpenAIClientAsync.class, () -> OpenAiCalls.legacyClient(endpoint).async())
			.withBean("project", OpenAIClient.class, () -> OpenAiCalls.projectClient(endpoint))
			.run((context) -> carrying = new Clients(context.getBean("sync", OpenAIClient.class),
					context.getBean("async", OpenAIClientAsync.class), context.getBean("project", OpenAIClient.class)));
	}

	@ParameterizedTest
	@MethodSource
	void aCallCarriesTheContextAndNothingElseChanges(Consumer<Clients> call) {
		ReceivedCall before = received(plain, call);
		ReceivedCall after = received(carrying(), call);
		assertThat(Received.context(after)).isEqualTo(Users.ALICE_JSON);
		String text = after.text();
		int member = text.indexOf("," + Users.ALICE_MEMBER);
		assertThat(text.substring(0, member) + text.substring(member + Users.ALICE_MEMBER.length() + 1))
			.isEqualTo(before.text());
		assertThat(after.uri()).isEqualTo(before.uri());
		assertThat(Received.headersWithout(after, "Content-length"))
			.isEqualTo(Received.headersWithout(before, "Content-length"));
		assertThat(after.headers().get("Content-length")).containsExactly(String.valueOf(after.body().length));
	}

	static Stream<Named<Consumer<Clients>>> aCallCarriesTheContextAndNothingElseChanges() {
		RequestOptions options = RequestOptions.builder().responseValidation(false).build();
		return Stream.of(call("create", (clients) -> clients.sync.chat().completions().create(OpenAiCalls.CHAT)),
				call("create with options",
						(clients) -> clients.sync.chat().completions().create(OpenAiCalls.CHAT, options)),
				call("create structured",
						(clients) -> clients.sync.chat().completions().create(OpenAiCalls.STRUCTURED_CHAT)),
				call("create structured with options",
						(clients) -> clients.sync.chat().completions().create(OpenAiCalls.STRUCTURED_CHAT, options)),
				call("createStreaming",
						(clients) -> read(clients.sync.chat().completions().createStreaming(OpenAiCalls.CHAT))),
				call("createStreaming with options",
						(clients) -> read(
								clients.sync.chat().completions().createStreaming(OpenAiCalls.CHAT, options))),
				call("createStreaming structured",
						(clients) -> read(
								clients.sync.chat().completions().createStreaming(OpenAiCalls.STRUCTURED_CHAT))),
				call("raw of the client",
						(clients) -> close(
								clients.sync.withRawResponse().chat().completions().create(OpenAiCalls.CHAT))),
				call("raw of the chat service",
						(clients) -> close(
								clients.sync.chat().withRawResponse().completions().create(OpenAiCalls.CHAT))),
				call("raw of the completions",
						(clients) -> close(
								clients.sync.chat().completions().withRawResponse().create(OpenAiCalls.CHAT, options))),
				call("raw createStreaming",
						(clients) -> close(
								clients.sync.chat().completions().withRawResponse().createStreaming(OpenAiCalls.CHAT))),
				call("async of a sync client",
						(clients) -> clients.sync.async().chat().completions().create(OpenAiCalls.CHAT).join()),
				call("sync of an async client",
						(clients) -> clients.async.sync().chat().completions().create(OpenAiCalls.CHAT)),
				call("async create", (clients) -> clients.async.chat().completions().create(OpenAiCalls.CHAT).join()),
				call("async create with options",
						(clients) -> clients.async.chat().completions().create(OpenAiCalls.CHAT, options).join()),
				call("async create structured",
						(clients) -> clients.async.chat().completions().create(OpenAiCalls.STRUCTURED_CHAT).join()),
				call("async createStreaming",
						(clients) -> read(clients.async.chat().completions().createStreaming(OpenAiCalls.CHAT))),
				call("async createStreaming structured",
						(clients) -> read(
								clients.async.chat().completions().createStreaming(OpenAiCalls.STRUCTURED_CHAT))),
				call("async raw of the client",
						(clients) -> close(
								clients.async.withRawResponse().chat().completions().create(OpenAiCalls.CHAT).join())),
				call("async raw of the completions",
						(clients) -> close(
								clients.async.chat().completions().withRawResponse().create(OpenAiCalls.CHAT).join())),
				call("async raw createStreaming", (clients) -> close(
						clients.async.chat().completions().withRawResponse().createStreaming(OpenAiCalls.CHAT).join())),
				call("withOptions of the client",
						(clients) -> clients.sync.withOptions((builder) -> builder.maxRetries(0))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT)),
				call("withOptions of the chat service",
						(clients) -> clients.sync.chat()
							.withOptions((builder) -> builder.maxRetries(0))
							.completions()
							.create(OpenAiCalls.CHAT)),
				call("withOptions of the completions",
						(clients) -> clients.sync.chat()
							.completions()
							.withOptions((builder) -> builder.maxRetries(0))
							.create(OpenAiCalls.CHAT)),
				call("withOptions of a raw client",
						(clients) -> close(clients.sync.withRawResponse()
							.withOptions((builder) -> builder.maxRetries(0))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT))),
				call("withOptions of an async client",
						(clients) -> clients.async.withOptions((builder) -> builder.maxRetries(0))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT)
							.join()),
				call("withOptions of async completions",
						(clients) -> clients.async.chat()
							.completions()
							.withOptions((builder) -> builder.maxRetries(0))
							.create(OpenAiCalls.CHAT)
							.join()),
				call("chat of a project", (clients) -> clients.project.chat().completions().create(OpenAiCalls.CHAT)),
				call("response", (clients) -> clients.project.responses().create(OpenAiCalls.RESPONSE)),
				call("response with options",
						(clients) -> clients.project.responses().create(OpenAiCalls.RESPONSE, options)),
				call("response structured",
						(clients) -> clients.project.responses().create(OpenAiCalls.STRUCTURED_RESPONSE)),
				call("response streaming",
						(clients) -> read(clients.project.responses().createStreaming(OpenAiCalls.RESPONSE))),
				call("response streaming structured",
						(clients) -> read(
								clients.project.responses().createStreaming(OpenAiCalls.STRUCTURED_RESPONSE))),
				call("response raw",
						(clients) -> close(clients.project.responses().withRawResponse().create(OpenAiCalls.RESPONSE))),
				call("response raw of the client",
						(clients) -> close(clients.project.withRawResponse().responses().create(OpenAiCalls.RESPONSE))),
				call("response async",
						(clients) -> clients.project.async().responses().create(OpenAiCalls.RESPONSE).join()),
				call("response async structured", (
						clients) -> clients.project.async().responses().create(OpenAiCalls.STRUCTURED_RESPONSE).join()),
				call("response async streaming",
						(clients) -> read(clients.project.async().responses().createStreaming(OpenAiCalls.RESPONSE))),
				call("response withOptions",
						(clients) -> clients.project.responses()
							.withOptions((builder) -> builder.maxRetries(0))
							.create(OpenAiCalls.RESPONSE)));
	}

	@ParameterizedTest
	@MethodSource
	void anyOtherCallIsSentByteForByteAsItIs(Consumer<Clients> call) {
		ReceivedCall before = received(plain, call);
		ReceivedCall after = received(carrying(), call);
		assertThat(after.text()).isEqualTo(before.text()).isNotEmpty();
		assertThat(after.uri()).isEqualTo(before.uri());
	}

	static Stream<Named<Consumer<Clients>>> anyOtherCallIsSentByteForByteAsItIs() {
		return Stream.of(
				call("responses of the account", (clients) -> clients.sync.responses().create(OpenAiCalls.RESPONSE)),
				call("responses of the account, unified",
						(clients) -> clients.sync
							.withOptions((builder) -> builder.baseUrl(endpoint.url() + "/openai/v1"))
							.responses()
							.create(OpenAiCalls.RESPONSE)),
				call("embeddings",
						(clients) -> clients.sync.embeddings()
							.create(EmbeddingCreateParams.builder().model("gpt").input("hi").build())),
				call("images",
						(clients) -> clients.sync.images()
							.generate(ImageGenerateParams.builder().prompt("a bird").build())),
				call("completions",
						(clients) -> clients.sync.completions()
							.create(CompletionCreateParams.builder().model("gpt").prompt("hi").build())),
				call("an older version",
						(clients) -> clients.sync
							.withOptions((builder) -> builder
								.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2024-10-21")))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT)),
				call("an older version for one call",
						(clients) -> clients.sync.chat()
							.completions()
							.create(OpenAiCalls.CHAT.toBuilder()
								.replaceAdditionalQueryParams("api-version", "2024-10-21")
								.build())),
				call("another vendor by withOptions",
						(clients) -> clients.project
							.withOptions((builder) -> builder.azureUrlPathMode(AzureUrlPathMode.AUTO))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT)));
	}

	@Test
	void whatTheCallerSetStandsAndIsCompleted() {
		ReceivedCall received = received(carrying(),
				(clients) -> clients.sync.chat()
					.completions()
					.create(OpenAiCalls.CHAT.toBuilder()
						.putAdditionalBodyProperty("user_security_context",
								JsonValue.from(Map.of("end_user_id", "own", "more", List.of(1))))
						.build()));
		assertThat(Received.context(received))
			.contains("\"application_name\":\"demo\"", "\"end_user_id\":\"own\"", "\"more\":[1]")
			.doesNotContain("tenant", "source_ip");
	}

	@Test
	void aContextOfTheCallerThatIsNoObjectIsSentAsItIs() {
		ReceivedCall received = received(carrying(),
				(clients) -> clients.sync.chat()
					.completions()
					.create(OpenAiCalls.CHAT.toBuilder()
						.putAdditionalBodyProperty("user_security_context", JsonValue.from("own"))
						.build()));
		assertThat(received.text()).contains("\"user_security_context\":\"own\"");
	}

	@Test
	void parametersMayBeUsedAgainForAnotherUser() {
		received(carrying(), (clients) -> clients.sync.chat().completions().create(OpenAiCalls.CHAT));
		Users.as(Users.BOB, () -> carrying().sync.chat().completions().create(OpenAiCalls.CHAT));
		assertThat(Received.context(endpoint.last())).contains("bob").doesNotContain("source_ip");
	}

	@Test
	void twoUsersOfOneClientAreNeverMixed() throws InterruptedException {
		endpoint.clear();
		AtomicInteger failures = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			String user = "user-" + i;
			UserSecurityContext context = UserSecurityContext.builder().endUserId(user).build();
			threads.add(new Thread(() -> {
				for (int call = 0; call < 50; call++) {
					Users
						.as(context,
								() -> carrying().async.chat()
									.completions()
									.create(OpenAiCalls.CHAT.toBuilder().addUserMessage("I am " + user).build())
									.whenComplete((answer, failure) -> failures.addAndGet((failure != null) ? 1 : 0)))
						.join();
				}
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failures).hasValue(0);
		assertThat(endpoint.received()).hasSize(200).allSatisfy((received) -> {
			String name = received.text().substring(received.text().indexOf("I am ") + 5).split("\"")[0];
			assertThat(Received.context(received))
				.isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"" + name + "\"}");
		});
	}

	private static Clients carrying() {
		return Objects.requireNonNull(carrying);
	}

	private static ReceivedCall received(Clients clients, Consumer<Clients> call) {
		endpoint.clear();
		Users.as(Users.ALICE, () -> {
			call.accept(clients);
			return null;
		});
		assertThat(endpoint.received()).hasSize(1);
		return endpoint.last();
	}

	private static Named<Consumer<Clients>> call(String name, Consumer<Clients> call) {
		return Named.of(name, call);
	}

	private static void read(StreamResponse<?> response) {
		try (response) {
			assertThat(response.stream()).isNotEmpty();
		}
	}

	private static void read(AsyncStreamResponse<?> response) {
		AtomicInteger events = new AtomicInteger();
		response.subscribe((event) -> events.incrementAndGet());
		response.onCompleteFuture().join();
		assertThat(events).hasPositiveValue();
	}

	private static void close(HttpResponseFor<?> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		response.close();
	}

	private record Clients(OpenAIClient sync, OpenAIClientAsync async, OpenAIClient project) {

	}

}
