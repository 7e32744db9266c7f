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
import io.github.securitycontext.support.RecordingEndpoint;
import io.github.securitycontext.support.RecordingEndpoint.Received;
import org.jspecify.annotations.Nullable;

/**
 * Answers without a network, so that requests can go to any host.
 */
final class FakeHttpClient implements HttpClient {

	final List<Received> requests = new CopyOnWriteArrayList<>();

	final AtomicInteger closed = new AtomicInteger();

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions requestOptions) {
		byte[] body = bytes(request.body());
		this.requests.add(new Received(request.method().toString(), request.url(), Map.of(), body));
		return new Answer(RecordingEndpoint.answer("/" + String.join("/", request.pathSegments()), body));
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions requestOptions) {
		return CompletableFuture.completedFuture(execute(request, requestOptions));
	}

	@Override
	public void close() {
		this.closed.incrementAndGet();
	}

	Received last() {
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

	private record Answer(byte[] bytes) implements HttpResponse {

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
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public void close() {
		}

	}

}
