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
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as it arrived at Reactor Netty.
 */
final class NettyInboundRequest implements InboundRequest {

	private final HttpServerRequest request;

	NettyInboundRequest(HttpServerRequest request) {
		this.request = request;
	}

	@Override
	public @Nullable String getRemoteAddress() {
		return SocketAddresses.findText(this.request.remoteAddress());
	}

	/**
	 * Asks the connection: forwarding rewrites the remote address.
	 */
	@Override
	public @Nullable String getPeerAddress() {
		return SocketAddresses.findText(this.request.connectionRemoteAddress());
	}

	@Override
	public List<String> getHeaderLines(String name) {
		return this.request.requestHeaders().getAll(name);
	}

}
