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

package io.github.securitycontext.web.reactive;

import java.util.List;

import io.github.securitycontext.log.OneTimeLog;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.servlet.ServletInboundRequest;
import io.undertow.server.HttpServerExchange;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;

/**
 * A request as it arrived at a web server, below whatever the application made of it.
 */
final class ArrivedRequest {

	private static final OneTimeLog log = new OneTimeLog(ArrivedRequest.class);

	private static final boolean NETTY = isPresent("reactor.netty.http.server.HttpServerRequest");

	private static final boolean SERVLET = isPresent("jakarta.servlet.http.HttpServletRequest");

	private static final boolean UNDERTOW = isPresent("io.undertow.server.HttpServerExchange");

	private static final String NOT_KNOWN = "AI calls carry no source_ip, because the web server is not known";

	/** What is known where the server is not: nothing that a client cannot choose. */
	private static final InboundRequest UNKNOWN = new InboundRequest() {

		@Override
		public @Nullable String getRemoteAddress() {
			return null;
		}

		@Override
		public @Nullable String getPeerAddress() {
			return null;
		}

		@Override
		public List<String> getHeaderLines(String name) {
			return List.of();
		}

	};

	private ArrivedRequest() {
	}

	static InboundRequest of(ServerHttpRequest request) {
		try {
			Object arrived = ServerHttpRequestDecorator.getNativeRequest(request);
			if (NETTY && arrived instanceof HttpServerRequest netty) {
				return new NettyInboundRequest(netty);
			}
			if (SERVLET && arrived instanceof HttpServletRequest servlet) {
				return ServletInboundRequest.copyOf(servlet);
			}
			if (UNDERTOW && arrived instanceof HttpServerExchange undertow) {
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

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, ArrivedRequest.class.getClassLoader());
	}

}
