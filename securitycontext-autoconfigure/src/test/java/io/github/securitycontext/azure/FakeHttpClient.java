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

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers without a network, so that credentials, which need HTTPS, can be tried.
 */
public final class FakeHttpClient implements HttpClient {

	public final List<HttpRequest> requests = new CopyOnWriteArrayList<>();

	private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();

	@Override
	public Mono<HttpResponse> send(HttpRequest request) {
		return Mono.fromSupplier(() -> {
			this.requests.add(request);
			Integer failure = this.failures.poll();
			return new Completion(request, (failure != null) ? failure : 200);
		});
	}

	/**
	 * Lets the next requests fail.
	 */
	void failNext(Integer... statuses) {
		this.failures.addAll(List.of(statuses));
	}

	private static final class Completion extends HttpResponse {

		private static final byte[] JSON = """
				{"id":"1","created":1,"choices":[{"index":0,"finish_reason":"stop",\
				"message":{"role":"assistant","content":"Hello"}}]}""".getBytes(StandardCharsets.UTF_8);

		private final int status;

		private Completion(HttpRequest request, int status) {
			super(request);
			this.status = status;
		}

		@Override
		public int getStatusCode() {
			return this.status;
		}

		@Override
		@Deprecated
		public @Nullable String getHeaderValue(String name) {
			return null;
		}

		@Override
		public HttpHeaders getHeaders() {
			return new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");
		}

		@Override
		public Flux<ByteBuffer> getBody() {
			return Flux.just(ByteBuffer.wrap(JSON));
		}

		@Override
		public Mono<byte[]> getBodyAsByteArray() {
			return Mono.just(JSON);
		}

		@Override
		public Mono<String> getBodyAsString() {
			return getBodyAsString(StandardCharsets.UTF_8);
		}

		@Override
		public Mono<String> getBodyAsString(Charset charset) {
			return Mono.just(new String(JSON, charset));
		}

	}

}
