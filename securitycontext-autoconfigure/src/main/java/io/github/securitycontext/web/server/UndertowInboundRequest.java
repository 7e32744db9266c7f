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

import java.util.List;

import io.github.securitycontext.network.InboundRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at Undertow.
 */
final class UndertowInboundRequest implements InboundRequest {

	private final HttpServerExchange exchange;

	UndertowInboundRequest(HttpServerExchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public @Nullable String getRemoteAddress() {
		return SocketAddresses.findText(this.exchange.getSourceAddress());
	}

	/**
	 * Asks the connection: handlers rewrite the source address of the exchange.
	 */
	@Override
	public @Nullable String getPeerAddress() {
		return SocketAddresses.findText(this.exchange.getConnection().getPeerAddress());
	}

	@Override
	public List<String> getHeaderLines(String name) {
		HeaderValues values = this.exchange.getRequestHeaders().get(name);
		return (values != null) ? List.copyOf(values) : List.of();
	}

}
