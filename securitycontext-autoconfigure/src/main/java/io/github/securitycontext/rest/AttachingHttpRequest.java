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
import java.util.function.Consumer;

import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.OutgoingBody;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;

/**
 * Attaches the context to a body that is written in one piece, as typed ones are.
 */
final class AttachingHttpRequest extends ClientHttpRequestDecorator {

	private final Attachment attachment;

	private final Consumer<SentBody> sent;

	/**
	 * Creates a request.
	 * @param attachment what the request is to carry
	 * @param sent told the body as it was, if it is sent with a context
	 */
	AttachingHttpRequest(ClientHttpRequest request, Attachment attachment, Consumer<SentBody> sent) {
		super(request);
		this.attachment = attachment;
		this.sent = sent;
	}

	/**
	 * Waits for the body before the request writes anything, because the headers go first
	 * and have its length. A stream is left alone: to look into it is to read it.
	 */
	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (!(body instanceof Mono<? extends DataBuffer> piece)) {
			return withoutContext(super.writeWith(body));
		}
		return piece.map(this::attach)
			// whoever cancels the write does not know of a buffer that it was not given
			.map((buffer) -> Mono.just(buffer).doOnDiscard(DataBuffer.class, DataBufferUtils::release))
			.switchIfEmpty(withoutContext(Mono.just(Mono.empty())))
			.flatMap(super::writeWith);
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return withoutContext(super.writeAndFlushWith(body));
	}

	@Override
	public Mono<Void> setComplete() {
		return withoutContext(super.setComplete());
	}

	private <T> Mono<T> withoutContext(Mono<T> write) {
		return Mono.defer(() -> {
			this.attachment.giveUp();
			return write;
		});
	}

	private DataBuffer attach(DataBuffer body) {
		ByteBuffer content = copy(body);
		CarryingCall call;
		try {
			call = this.attachment.attachTo(() -> new OutgoingBody(content, false));
		}
		catch (MissingUserSecurityContextException ex) {
			DataBufferUtils.release(body);
			throw ex;
		}
		if (call == null) {
			return body;
		}
		SentBody sent = new SentBody(call, content, getHeaders(), getCookies());
		byte[] carrying = sent.carrying();
		// a repeat on the client of the JDK finds the headers written
		if (!isCommitted() && getHeaders().getContentLength() >= 0) {
			getHeaders().setContentLength(carrying.length);
		}
		this.sent.accept(sent);
		DataBufferUtils.release(body);
		return bufferFactory().wrap(carrying);
	}

	private static ByteBuffer copy(DataBuffer body) {
		ByteBuffer copy = ByteBuffer.allocate(body.readableByteCount());
		body.toByteBuffer(copy);
		return copy;
	}

}
