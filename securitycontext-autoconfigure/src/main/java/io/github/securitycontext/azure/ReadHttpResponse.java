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

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.CoreUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer whose body was read, and can be read again. Other than
 * {@link HttpResponse#buffer()} it blocks no thread.
 */
final class ReadHttpResponse extends HttpResponse {

	private final HttpResponse response;

	private final byte[] body;

	ReadHttpResponse(HttpResponse response, byte[] body) {
		super(response.getRequest());
		this.response = response;
		this.body = body;
	}

	@Override
	public int getStatusCode() {
		return this.response.getStatusCode();
	}

	@Override
	@Deprecated
	public String getHeaderValue(String name) {
		return this.response.getHeaderValue(name);
	}

	@Override
	public String getHeaderValue(HttpHeaderName name) {
		return this.response.getHeaderValue(name);
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public Flux<ByteBuffer> getBody() {
		return Flux.defer(() -> Flux.just(ByteBuffer.wrap(this.body)));
	}

	@Override
	public BinaryData getBodyAsBinaryData() {
		return BinaryData.fromBytes(this.body);
	}

	@Override
	public Mono<byte[]> getBodyAsByteArray() {
		return Mono.fromSupplier(this.body::clone);
	}

	@Override
	public Mono<String> getBodyAsString() {
		return Mono
			.fromSupplier(() -> CoreUtils.bomAwareToString(this.body, getHeaderValue(HttpHeaderName.CONTENT_TYPE)));
	}

	@Override
	public Mono<String> getBodyAsString(Charset charset) {
		return Mono.fromSupplier(() -> new String(this.body, charset));
	}

	@Override
	public void close() {
		this.response.close();
	}

}
