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

package io.github.securitycontext.web.servlet;

import java.net.InetSocketAddress;

import io.undertow.servlet.spec.HttpServletRequestImpl;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What Undertow knows of the connection behind a request.
 */
final class UndertowConnection {

	private UndertowConnection() {
	}

	static boolean handles(HttpServletRequest request) {
		return request instanceof HttpServletRequestImpl;
	}

	/**
	 * Asks the connection: handlers rewrite the source address of the exchange.
	 */
	static @Nullable String peerAddress(HttpServletRequest request) {
		return PeerAddress.literalOf(((HttpServletRequestImpl) request).getExchange()
			.getConnection()
			.getPeerAddress(InetSocketAddress.class));
	}

}
