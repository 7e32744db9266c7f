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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes requests of azure-core, and answers them at once.
 *
 * @param drain takes the bodies
 * @param style how the calls are made
 */
record AzureHttpClient(Drain drain, CallStyle style) implements HttpClient {

	@Override
	public Mono<HttpResponse> send(HttpRequest request) {
		return Mono.fromSupplier(() -> sendSync(request, Context.NONE));
	}

	@Override
	public HttpResponse sendSync(HttpRequest request, Context context) {
		WritableByteChannel connection = this.drain;
		try {
			request.getBodyAsBinaryData().writeTo(connection);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Response(request, this.style);
	}

	private static final class Response extends HttpResponse {

		private final CallStyle style;

		private final byte[] body;

		private final HttpHeaders headers = new HttpHeaders();

		private Response(HttpRequest request, CallStyle style) {
			super(request);
			this.style = style;
			this.body = Answers.of(style);
			this.headers.set(HttpHeaderName.CONTENT_TYPE, Answers.contentType(style));
		}

		@Override
		public int getStatusCode() {
			return 200;
		}

		@Override
		@Deprecated
		public @Nullable String getHeaderValue(String name) {
			return this.headers.getValue(HttpHeaderName.fromString(name));
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public Flux<ByteBuffer> getBody() {
			return Flux.just(ByteBuffer.wrap(this.body));
		}

		@Override
		public BinaryData getBodyAsBinaryData() {
			return (this.style == CallStyle.STREAMING) ? super.getBodyAsBinaryData() : BinaryData.fromBytes(this.body);
		}

		@Override
		public Mono<byte[]> getBodyAsByteArray() {
			return Mono.just(this.body);
		}

		@Override
		public Mono<String> getBodyAsString() {
			return getBodyAsString(StandardCharsets.UTF_8);
		}

		@Override
		public Mono<String> getBodyAsString(Charset charset) {
			return Mono.just(new String(this.body, charset));
		}

	}

}
