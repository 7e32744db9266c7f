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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;

/**
 * Answers without a network, so that requests can go to any host.
 */
final class FakeHttpClient implements HttpClient {

	private static final String COMPLETION = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
			"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}],\
			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private static final String CHUNKS = """
			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}

			data: [DONE]

			""";

	private static final String RESPONSE = """
			{"id":"1","object":"response","created_at":1,"model":"gpt","status":"completed","output":[\
			{"type":"message","id":"2","role":"assistant","status":"completed","content":[\
			{"type":"output_text","text":"Hello","annotations":[]}]}],"parallel_tool_calls":false,\
			"tool_choice":"auto","tools":[]}""";

	private static final String EVENTS = """
			event: response.output_text.delta
			data: {"type":"response.output_text.delta","item_id":"2","output_index":0,"content_index":0,\
			"delta":"Hello","sequence_number":1,"logprobs":[]}

			""";

	final List<ReceivedCall> requests = new CopyOnWriteArrayList<>();

	/** To the character, which need not be URLs for others. */
	final List<String> urls = new CopyOnWriteArrayList<>();

	final AtomicInteger closed = new AtomicInteger();

	@Nullable RuntimeException failure;

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions requestOptions) {
		byte[] body = bytes(request.body());
		this.urls.add(request.url());
		// a base URL may bring white space
		String url = request.url().replaceAll("\\s", "");
		this.requests.add(ReceivedCall.of(request.method().toString(), url, Map.of(), body));
		if (this.failure != null) {
			throw this.failure;
		}
		boolean stream = this.requests.get(this.requests.size() - 1).isStreaming();
		boolean responses = request.url().contains("/responses");
		return new Answer(responses ? (stream ? EVENTS : RESPONSE) : (stream ? CHUNKS : COMPLETION));
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions requestOptions) {
		return CompletableFuture.completedFuture(execute(request, requestOptions));
	}

	@Override
	public void close() {
		this.closed.incrementAndGet();
	}

	ReceivedCall last() {
		return this.requests.get(this.requests.size() - 1);
	}

	/**
	 * Where the last request went.
	 */
	URI lastUrl() {
		return URI.create(last().uri());
	}

	private static byte[] bytes(@Nullable HttpRequestBody body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		if (body != null) {
			body.writeTo(bytes);
		}
		return bytes.toByteArray();
	}

	private record Answer(String text) implements HttpResponse {

		@Override
		public int statusCode() {
			return 200;
		}

		@Override
		public Headers headers() {
			return Headers.builder().build();
		}

		@Override
		public InputStream body() {
			return new ByteArrayInputStream(this.text.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public void close() {
		}

	}

}
