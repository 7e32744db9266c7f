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

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.MissingAction;
import io.github.securitycontext.attach.RequiredFields;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.Named;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of one application, whose models may refuse the context.
 */
final class RefusedClients {

	static final ClientSettings SETTINGS = new ClientSettings("client", true, "demo");

	/** Calls must carry the end user. */
	static final ClientSettings REJECTING = new ClientSettings("client", true, "demo",
			new RequiredFields(Set.of(UserSecurityContextField.END_USER_ID), MissingAction.REJECT));

	private final List<CallReport> reports = new CopyOnWriteArrayList<>();

	private final OpenAiClients clients;

	RefusedClients(UnsupportedModelAction action) {
		this.clients = new OpenAiClients(
				new UserSecurityContextAttacher(List::of, () -> List.of(this.reports::add), action));
	}

	/**
	 * What became of the contexts so far.
	 */
	List<CallOutcome> outcomes() {
		return this.reports.stream().map(CallReport::outcome).toList();
	}

	<T> T attachTo(T client) {
		return attachTo(client, SETTINGS);
	}

	@SuppressWarnings("unchecked")
	<T> T attachTo(T client, ClientSettings settings) {
		return (T) this.clients.attachTo(client, (origin) -> settings);
	}

	/**
	 * Calls for Alice.
	 */
	static void make(Consumer<OpenAIClient> call, OpenAIClient client) {
		Users.as(Users.ALICE, () -> {
			call.accept(client);
			return null;
		});
	}

	/**
	 * All kinds of calls of a client for a project, each of which waits for its answer.
	 */
	static Stream<Named<Consumer<OpenAIClient>>> calls() {
		return Stream.of(call("create", (client) -> client.chat().completions().create(OpenAiCalls.CHAT)),
				call("create structured", (client) -> client.chat().completions().create(OpenAiCalls.STRUCTURED_CHAT)),
				call("createStreaming",
						(client) -> read(client.chat().completions().createStreaming(OpenAiCalls.CHAT))),
				call("createStreaming structured",
						(client) -> read(client.chat().completions().createStreaming(OpenAiCalls.STRUCTURED_CHAT))),
				call("raw create",
						(client) -> close(client.chat().completions().withRawResponse().create(OpenAiCalls.CHAT))),
				call("raw createStreaming",
						(client) -> close(
								client.withRawResponse().chat().completions().createStreaming(OpenAiCalls.CHAT))),
				call("create withOptions",
						(client) -> client.withOptions((options) -> options.maxRetries(1))
							.chat()
							.completions()
							.create(OpenAiCalls.CHAT)),
				call("async create", (client) -> client.async().chat().completions().create(OpenAiCalls.CHAT).join()),
				call("async create structured",
						(client) -> client.async().chat().completions().create(OpenAiCalls.STRUCTURED_CHAT).join()),
				call("async createStreaming",
						(client) -> read(client.async().chat().completions().createStreaming(OpenAiCalls.CHAT))),
				call("async createStreaming structured",
						(client) -> read(
								client.async().chat().completions().createStreaming(OpenAiCalls.STRUCTURED_CHAT))),
				call("async raw create",
						(client) -> close(
								client.async().chat().completions().withRawResponse().create(OpenAiCalls.CHAT).join())),
				call("async raw createStreaming",
						(client) -> close(client.async()
							.withRawResponse()
							.chat()
							.completions()
							.createStreaming(OpenAiCalls.CHAT)
							.join())),
				call("async createStreaming withOptions",
						(client) -> read(client.async()
							.chat()
							.completions()
							.withOptions((options) -> options.maxRetries(1))
							.createStreaming(OpenAiCalls.CHAT))),
				call("response", (client) -> client.responses().create(OpenAiCalls.RESPONSE)),
				call("response structured", (client) -> client.responses().create(OpenAiCalls.STRUCTURED_RESPONSE)),
				call("response streaming", (client) -> read(client.responses().createStreaming(OpenAiCalls.RESPONSE))),
				call("response streaming structured",
						(client) -> read(client.responses().createStreaming(OpenAiCalls.STRUCTURED_RESPONSE))),
				call("response raw",
						(client) -> close(client.responses().withRawResponse().create(OpenAiCalls.RESPONSE))),
				call("response async", (client) -> client.async().responses().create(OpenAiCalls.RESPONSE).join()),
				call("response async structured",
						(client) -> client.async().responses().create(OpenAiCalls.STRUCTURED_RESPONSE).join()),
				call("response async raw",
						(client) -> close(
								client.async().responses().withRawResponse().create(OpenAiCalls.RESPONSE).join())),
				call("response async streaming",
						(client) -> read(client.async().responses().createStreaming(OpenAiCalls.RESPONSE))));
	}

	private static Named<Consumer<OpenAIClient>> call(String name, Consumer<OpenAIClient> call) {
		return Named.of(name, call);
	}

	private static void read(StreamResponse<?> response) {
		try (response) {
			assertThat(response.stream()).isNotEmpty();
		}
	}

	/**
	 * Fails as the future does, which the handler has to be told as well.
	 */
	private static <T> void read(AsyncStreamResponse<T> response) {
		StreamRecorder<T> recorder = new StreamRecorder<>();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		response.subscribe(recorder)
			.onCompleteFuture()
			.whenComplete((nothing, error) -> failure.set(error))
			.exceptionally((error) -> null)
			.join();
		recorder.await();
		assertThat(recorder.completions()).isEqualTo(1);
		assertThat(recorder.failure()).isSameAs(failure.get());
		if (failure.get() == null) {
			assertThat(recorder.events()).isNotEmpty();
		}
		response.onCompleteFuture().join();
	}

	private static void close(HttpResponseFor<?> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		response.close();
	}

}
