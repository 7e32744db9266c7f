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

import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.SocketAddresses;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A reactive request: as the application sees it, and as it arrived.
 */
final class ExchangeInboundRequest implements InboundRequest {

	/** What {@link ServerHttpRequest#mutate()} makes. */
	private static final String CHANGED = "org.springframework.http.server.reactive.DefaultServerHttpRequestBuilder$";

	private final ServerHttpRequest request;

	private final InboundRequest arrived;

	ExchangeInboundRequest(ServerHttpRequest request, InboundRequest arrived) {
		this.request = request;
		this.arrived = arrived;
	}

	/**
	 * If nothing in the application has changed the request, such as
	 * {@code ForwardedHeaderTransformer}, the server is asked, because some adapters
	 * would resolve a name.
	 */
	@Override
	public @Nullable String getRemoteAddress() {
		return isChanged() ? SocketAddresses.findText(this.request.getRemoteAddress())
				: this.arrived.getRemoteAddress();
	}

	private boolean isChanged() {
		return !(this.request instanceof AbstractServerHttpRequest)
				|| this.request.getClass().getName().startsWith(CHANGED);
	}

	@Override
	public @Nullable String getPeerAddress() {
		return this.arrived.getPeerAddress();
	}

	@Override
	public List<String> getHeaderLines(String name) {
		return this.arrived.getHeaderLines(name);
	}

}
