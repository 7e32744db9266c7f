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

import io.github.securitycontext.attach.CarryingCall;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The body of a call as the application wrote it, kept to be sent again.
 *
 * @param call the call that carries the context instead
 * @param content the bytes
 * @param headers the headers that were there when it was written
 * @param cookies the cookies that were there when it was written
 */
record SentBody(CarryingCall call, ByteBuffer content, HttpHeaders headers, MultiValueMap<String, HttpCookie> cookies) {

	SentBody {
		headers = copy(headers);
		cookies = new LinkedMultiValueMap<>(cookies);
	}

	/**
	 * Spring Framework 6 and 7 have no other way to do that in common.
	 */
	private static HttpHeaders copy(HttpHeaders headers) {
		HttpHeaders copy = new HttpHeaders();
		headers.forEach((name, values) -> copy.addAll(name, values));
		return copy;
	}

	/**
	 * Returns the bytes to send with the context.
	 */
	byte[] carrying() {
		return this.call.joinBody();
	}

	/**
	 * Writes the body once more, as it was, with what the application wrote beside it.
	 */
	Mono<Void> writeTo(ClientHttpRequest request) {
		this.headers.forEach((name, values) -> {
			if (request.getHeaders().getFirst(name) == null) {
				request.getHeaders().addAll(name, values);
			}
		});
		this.cookies.forEach((name, values) -> request.getCookies().putIfAbsent(name, values));
		return request.writeWith(Mono.fromSupplier(() -> request.bufferFactory().wrap(this.content.duplicate())));
	}

}
