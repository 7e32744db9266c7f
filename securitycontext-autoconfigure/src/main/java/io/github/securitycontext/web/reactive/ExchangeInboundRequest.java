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

import java.lang.reflect.Method;
import java.util.List;

import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.server.SocketAddresses;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ReflectionUtils;

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
		ServerHttpRequest current = this.request;
		while (current instanceof ServerHttpRequestDecorator decorator && !hasAddressOfItsOwn(decorator)) {
			current = decorator.getDelegate();
		}
		return isOfServer(current) ? this.arrived.getRemoteAddress()
				: SocketAddresses.findText(current.getRemoteAddress());
	}

	/**
	 * Spring Security, for one, decorates every request.
	 */
	private static boolean hasAddressOfItsOwn(ServerHttpRequestDecorator decorator) {
		Method method = ReflectionUtils.findMethod(decorator.getClass(), "getRemoteAddress");
		return method == null || method.getDeclaringClass() != ServerHttpRequestDecorator.class;
	}

	private static boolean isOfServer(ServerHttpRequest request) {
		return request instanceof AbstractServerHttpRequest && !request.getClass().getName().startsWith(CHANGED);
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
