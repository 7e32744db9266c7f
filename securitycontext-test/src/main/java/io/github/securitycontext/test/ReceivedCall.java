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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.securitycontext.test.ServicePath.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived, at an {@link AzureOpenAiEndpoint} as a rule. Immutable.
 */
public final class ReceivedCall {

	private static final int LONGEST_SHOWN = 2000;

	private final String method;

	private final URI uri;

	private final Map<String, List<String>> headers;

	private final ReceivedBody body;

	private final ServicePath path;

	ReceivedCall(String method, URI uri, Map<String, List<String>> headers, ReceivedBody body) {
		this.method = method;
		this.uri = uri;
		this.headers = copy(headers);
		this.body = body;
		this.path = ServicePath.of(path());
	}

	/**
	 * A call that another server or a fake client received, to make assertions on it.
	 * @param method the HTTP method, in upper case
	 * @param uri the path and the query, or a whole URL
	 * @param headers the values of the headers by name, at least one for each
	 * @param body the body, which is copied
	 * @return the call
	 * @throws IllegalArgumentException if the URI is none
	 */
	public static ReceivedCall of(String method, String uri, Map<String, List<String>> headers, byte[] body) {
		return new ReceivedCall(method, URI.create(uri), headers, ReceivedBody.of(body.clone()));
	}

	private static Map<String, List<String>> copy(Map<String, List<String>> headers) {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		return Collections.unmodifiableMap(copy);
	}

	/**
	 * The HTTP method.
	 * @return the method, in upper case
	 */
	public String method() {
		return this.method;
	}

	/**
	 * The path and the query, as they were sent.
	 * @return the request's target
	 */
	public String uri() {
		return this.uri.toString();
	}

	/**
	 * The path, decoded.
	 * @return the path, empty if there is none
	 */
	public String path() {
		return Objects.requireNonNullElse(this.uri.getPath(), "");
	}

	/**
	 * The query, as it was sent.
	 * @return the query, or {@code null} if there is none
	 */
	public @Nullable String query() {
		return this.uri.getRawQuery();
	}

	/**
	 * The headers.
	 * @return their values by name; the case of a name does not matter
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * The first value of a header.
	 * @param name the name, in any case
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * The body.
	 * @return a copy of its bytes
	 */
	public byte[] body() {
		return this.body.bytes().clone();
	}

	/**
	 * The body as text.
	 * @return the body, read as UTF-8
	 */
	public String text() {
		return new String(this.body.bytes(), StandardCharsets.UTF_8);
	}

	/**
	 * The deployment that the path names.
	 * @return the name, or {@code null} if the path has none
	 */
	public @Nullable String deployment() {
		return this.path.deployment();
	}

	/**
	 * The model that the body names.
	 * @return the name, or {@code null} if the body has none
	 */
	public @Nullable String model() {
		return this.body.model();
	}

	/**
	 * Whether the answer is wanted as a stream of events.
	 * @return {@code true} for a stream
	 */
	public boolean isStreaming() {
		return this.body.streaming();
	}

	/**
	 * Whether this is a prompt for a model: chat completions, or the Responses API.
	 * Embeddings and the like are not.
	 * @return {@code true} for a prompt
	 */
	public boolean isPrompt() {
		return operation() == Operation.CHAT_COMPLETIONS || operation() == Operation.RESPONSES;
	}

	/**
	 * The user security context. As Azure does, this looks at the top level of the body
	 * only.
	 * @return the object, the last if there are several, or {@code null} if the body has
	 * none, or something else of that name
	 */
	public @Nullable ReceivedUserSecurityContext userSecurityContext() {
		List<Object> values = this.body.userSecurityContexts();
		boolean object = !values.isEmpty() && values.get(values.size() - 1) instanceof JsonObject;
		return object ? new ReceivedUserSecurityContext((JsonObject) values.get(values.size() - 1)) : null;
	}

	Operation operation() {
		return this.path.operation();
	}

	ReceivedBody receivedBody() {
		return this.body;
	}

	/**
	 * Returns the method, the target and the beginning of the body, for messages.
	 */
	@Override
	public String toString() {
		String text = text();
		return this.method + " " + this.uri + "\n"
				+ ((text.length() > LONGEST_SHOWN) ? text.substring(0, LONGEST_SHOWN) + "…" : text);
	}

}
