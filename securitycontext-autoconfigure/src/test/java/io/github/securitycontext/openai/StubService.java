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

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import com.openai.core.ClientOptions;
import com.openai.core.http.Headers;
import com.openai.errors.BadRequestException;
import com.openai.models.ErrorObject;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

/**
 * A service that answers with what a test gives it, in turn.
 */
final class StubService {

	/** The arguments of the calls. */
	final List<Object> calls = new ArrayList<>();

	private final List<CallReport> reports = new CopyOnWriteArrayList<>();

	private final UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of,
			() -> List.of(this.reports::add), UnsupportedModelAction.RETRY_WITHOUT);

	private final Queue<Supplier<?>> answers = new ArrayDeque<>();

	/**
	 * Adds the answer to the next call.
	 */
	StubService answer(Supplier<?> answer) {
		this.answers.add(answer);
		return this;
	}

	/**
	 * The service, whose calls carry the context.
	 */
	ChatCompletionServiceAsync carrying() {
		ClientOptions options = OpenAiCalls.options(new FakeHttpClient())
			.baseUrl("https://demo.openai.azure.com/openai/v1")
			.build();
		return (ChatCompletionServiceAsync) CarryingInvocationHandler.proxy(target(),
				new ClientCalls(this.attacher, RefusedClients.SETTINGS, ClientEndpoint.of(options)));
	}

	private Object target() {
		return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { ChatCompletionServiceAsync.class },
				(proxy, method, arguments) -> {
					this.calls.add(arguments[0]);
					return answer();
				});
	}

	private @Nullable Object answer() {
		return this.answers.remove().get();
	}

	List<CallOutcome> outcomes() {
		return this.reports.stream().map(CallReport::outcome).toList();
	}

	/**
	 * What a call fails with whose model does not know the context.
	 */
	static BadRequestException refusal() {
		return BadRequestException.builder()
			.headers(Headers.builder().build())
			.error(ErrorObject.builder()
				.code("unrecognized_request_argument")
				.message("Unrecognized request argument supplied: user_security_context")
				.param((String) null)
				.type("invalid_request_error")
				.build())
			.build();
	}

}
