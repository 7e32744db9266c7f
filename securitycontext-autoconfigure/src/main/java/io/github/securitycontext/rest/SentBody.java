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

package io.github.securitycontext.rest;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.securitycontext.attach.CarryingCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The body of a call as the application wrote it, kept to be sent again.
 *
 * @param call the call that carries the context instead
 * @param content the bytes
 * @param contentType the media type that was written with them
 * @param contentLength the length that was written with them, or -1
 */
record SentBody(CarryingCall call, ByteBuffer content, @Nullable MediaType contentType, long contentLength) {

	SentBody(CarryingCall call, ByteBuffer content, HttpHeaders headers) {
		this(call, content, headers.getContentType(), headers.getContentLength());
	}

	/**
	 * Returns the bytes to send with the context.
	 */
	byte[] carrying() {
		return join(this.call.body());
	}

	/**
	 * Writes the body once more, as it was.
	 */
	Mono<Void> writeTo(ClientHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		if (this.contentType != null && headers.getContentType() == null) {
			headers.setContentType(this.contentType);
		}
		if (this.contentLength >= 0) {
			headers.setContentLength(this.contentLength);
		}
		return request.writeWith(Mono.fromSupplier(() -> request.bufferFactory().wrap(this.content.duplicate())));
	}

	static byte[] join(List<ByteBuffer> parts) {
		ByteBuffer joined = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
		parts.forEach((part) -> joined.put(part.duplicate()));
		return joined.array();
	}

}
