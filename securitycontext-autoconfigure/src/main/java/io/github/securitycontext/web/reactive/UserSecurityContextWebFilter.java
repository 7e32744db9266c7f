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

import io.github.securitycontext.ReactiveLookUps;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Makes the context of a request current in the chain that handles it. Nothing is looked
 * up before the context is asked for, unless Reactor's contexts are propagated to
 * threads, which cannot wait for it.
 * <p>
 * May run twice for one request: far out, so that other filters have a context, and far
 * in, where the user is known and what filters made of the exchange can be seen. The
 * second time nothing is bound again, so that what a filter between the two has bound
 * stays the current context.
 */
public final class UserSecurityContextWebFilter implements WebFilter {

	private final ExchangeContexts contexts;

	/**
	 * Creates a filter.
	 * @param contexts finds the context of a request
	 */
	public UserSecurityContextWebFilter(ExchangeContexts contexts) {
		this.contexts = contexts;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ExchangeHandling handling = ExchangeHandling.find(exchange);
		if (handling == null) {
			return bind(exchange, chain);
		}
		return ReactiveLookUps.prepareThreads(chain.filter(exchange)).contextWrite(handling.withExchange(exchange));
	}

	private Mono<Void> bind(ServerWebExchange exchange, WebFilterChain chain) {
		ExchangeHandling handling = new ExchangeHandling(exchange, this.contexts);
		return chain.filter(exchange)
			// before the server hears of it
			.doOnTerminate(handling::close)
			.doOnCancel(handling::close)
			.contextWrite(ReactiveLookUps.withLookUp(handling.context(), this.contexts.authenticationKey()));
	}

}
