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

package io.github.securitycontext.web.server;

import java.util.Map;

import io.github.securitycontext.log.OneTimeLog;
import io.github.securitycontext.network.InboundRequest;
import io.undertow.server.HttpServerExchange;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * Finds reactive requests as they arrived at their web server, below whatever the
 * application made of them.
 */
public final class ArrivedRequests {

	private static final OneTimeLog log = new OneTimeLog(ArrivedRequests.class);

	private static final String NOT_KNOWN = "AI calls carry no source_ip, because the web server is not known";

	/** What is known where the server is not: nothing that a client cannot choose. */
	private static final InboundRequest UNKNOWN = new CopiedInboundRequest(null, null, Map.of());

	private ArrivedRequests() {
	}

	/**
	 * Returns a request as it arrived.
	 * @param request the request, as the application sees it
	 * @return the request as it arrived, to be read only while the request is handled; or
	 * one that says nothing, if the server is not known
	 */
	public static InboundRequest of(ServerHttpRequest request) {
		try {
			Object arrived = ServerHttpRequestDecorator.getNativeRequest(request);
			if (ServerLibrary.NETTY.isPresent() && arrived instanceof HttpServerRequest netty) {
				return new NettyInboundRequest(netty);
			}
			if (ServerLibrary.SERVLET.isPresent() && arrived instanceof HttpServletRequest servlet) {
				return ServletInboundRequest.copyOf(servlet);
			}
			if (ServerLibrary.UNDERTOW.isPresent() && arrived instanceof HttpServerExchange undertow) {
				return new UndertowInboundRequest(undertow);
			}
			log.warn(NOT_KNOWN);
		}
		catch (Throwable ex) {
			// that of a test has no server
			log.warn(NOT_KNOWN, ex);
		}
		return UNKNOWN;
	}

}
