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

import java.security.Principal;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.server.ArrivedRequests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.web.server.ServerWebExchange;

/**
 * A request while it is handled. Only so long may it be read: after that the server may
 * give the request object to somebody else.
 */
final class ExchangeHandling {

	private static final String ATTRIBUTE = ExchangeHandling.class.getName();

	private final ExchangeContexts contexts;

	private volatile @Nullable Request request;

	ExchangeHandling(ServerWebExchange exchange, ExchangeContexts contexts) {
		this.contexts = contexts;
		this.request = new Request(exchange, ArrivedRequests.of(exchange.getRequest()),
				Collections.synchronizedMap(new IdentityHashMap<>()));
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	/**
	 * Returns the handling that an exchange is in, or {@code null}.
	 */
	static @Nullable ExchangeHandling find(ServerWebExchange exchange) {
		return (exchange.getAttribute(ATTRIBUTE) instanceof ExchangeHandling handling && handling.request != null)
				? handling : null;
	}

	/**
	 * Returns what makes another view of the same request the one that counts in a chain.
	 */
	Context withExchange(ServerWebExchange exchange) {
		return Context.of(this, exchange);
	}

	/**
	 * Returns the context of the request, which is built once for each authentication
	 * that the request has: that of the subscriber counts.
	 * @return emits the context, or nothing once the request has been handled
	 */
	Mono<UserSecurityContext> context() {
		return Mono.deferContextual((view) -> {
			Request handled = this.request;
			if (handled == null) {
				return Mono.empty();
			}
			ServerWebExchange current = view.<ServerWebExchange>getOrEmpty(this).orElse(handled.exchange());
			return this.contexts.find(current, new ExchangeInboundRequest(current.getRequest(), handled.arrived()),
					handled.known());
		});
	}

	void close() {
		this.request = null;
	}

	/**
	 * What is read.
	 *
	 * @param exchange as the outermost filter sees it
	 * @param arrived as it arrived
	 * @param known what was built for each authentication
	 */
	private record Request(ServerWebExchange exchange, InboundRequest arrived,
			Map<@Nullable Principal, UserSecurityContext> known) {

	}

}
