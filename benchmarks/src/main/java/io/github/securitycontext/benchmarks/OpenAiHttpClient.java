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

package io.github.securitycontext.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;

/**
 * Takes requests of openai-java, and answers them at once.
 *
 * @param drain takes the bodies
 * @param style how the calls are made
 * @param tree whether to add the context in the obvious way
 */
record OpenAiHttpClient(Drain drain, CallStyle style, boolean tree) implements HttpClient {

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions options) {
		HttpRequestBody body = request.body();
		if (body == null) {
			throw new IllegalArgumentException("A chat call has a body");
		}
		if (!this.drain.isOpen()) {
			return new Response(this.style);
		}
		if (this.tree) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(32, body.contentLength()));
			body.writeTo(bytes);
			byte[] changed = Tree.addContext(bytes.toByteArray());
			this.drain.write(changed, 0, changed.length);
		}
		else {
			body.writeTo(this.drain);
		}
		return new Response(this.style);
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
		return CompletableFuture.completedFuture(execute(request, options));
	}

	@Override
	public void close() {
	}

	private record Response(CallStyle style) implements HttpResponse {

		@Override
		public int statusCode() {
			return 200;
		}

		@Override
		public Headers headers() {
			return Headers.builder().put("content-type", Answers.contentType(this.style)).build();
		}

		@Override
		public InputStream body() {
			return new ByteArrayInputStream(Answers.of(this.style));
		}

		@Override
		public void close() {
		}

	}

}
