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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * The body of an answer, read to its end or to where it broke off.
 *
 * @param bytes what was read
 * @param failure why it broke off, or {@code null}
 */
record ReadBody(byte[] bytes, @Nullable Throwable failure) {

	/** In bytes. A longer answer breaks off here. */
	static final int MAX_KEPT = 1024 * 1024;

	static Mono<ReadBody> read(ClientResponse answer) {
		return Mono.defer(() -> {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			return answer.body(BodyExtractors.toDataBuffers()).doOnNext((buffer) -> {
				write(buffer, body);
				if (body.size() > MAX_KEPT) {
					throw new DataBufferLimitException("An answer with status 400 has more than 1 MiB");
				}
			})
				.then(Mono.fromSupplier(() -> new ReadBody(body.toByteArray(), null)))
				.onErrorResume((ex) -> Mono.just(new ReadBody(body.toByteArray(), ex)));
		});
	}

	private static void write(DataBuffer buffer, ByteArrayOutputStream body) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		body.writeBytes(bytes);
	}

	ByteBuffer content() {
		return ByteBuffer.wrap(this.bytes);
	}

	/**
	 * Returns the body as if it had not been read.
	 */
	Flux<DataBuffer> replay() {
		Flux<DataBuffer> content = (this.bytes.length > 0)
				? Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(this.bytes))) : Flux.empty();
		return (this.failure != null) ? content.concatWith(Flux.error(this.failure)) : content;
	}

}
