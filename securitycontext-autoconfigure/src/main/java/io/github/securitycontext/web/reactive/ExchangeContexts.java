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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.UserSecurityContextResolver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

/**
 * Finds the context of a request.
 */
public final class ExchangeContexts {

	/**
	 * A call must not wait for ever for something that the application would do without.
	 */
	private static final Duration MAX_LOOK_UP = Duration.ofSeconds(5);

	private final ExchangePrincipals principals;

	private final UserSecurityContextResolver resolver;

	/**
	 * Creates a finder.
	 * @param principals finds the principal of a request
	 * @param resolver builds the context of a request
	 */
	public ExchangeContexts(ExchangePrincipals principals, UserSecurityContextResolver resolver) {
		this.principals = principals;
		this.resolver = resolver;
	}

	/**
	 * Returns the key, in Reactor's contexts, of the authentication.
	 */
	Object authenticationKey() {
		return this.principals.authenticationKey();
	}

	Mono<UserSecurityContext> find(ServerWebExchange exchange, InboundRequest request,
			Map<@Nullable Principal, UserSecurityContext> known) {
		return findPrincipal(exchange, request).map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.map((principal) -> find(principal.orElse(null), request, known))
			.onErrorResume((ex) -> Mono.just(this.resolver.resolveWithoutEndUser(ex, request)));
	}

	private Mono<Principal> findPrincipal(ServerWebExchange exchange, InboundRequest request) {
		return this.resolver.needsPrincipal()
				? Mono.defer(() -> this.principals.find(exchange, request)).timeout(MAX_LOOK_UP) : Mono.empty();
	}

	private UserSecurityContext find(@Nullable Principal principal, InboundRequest request,
			Map<@Nullable Principal, UserSecurityContext> known) {
		UserSecurityContext context = known.get(principal);
		if (context == null) {
			context = resolve(principal, request);
			known.put(principal, context);
		}
		return context;
	}

	/**
	 * An AI call that a resolver makes is not the user's.
	 */
	private UserSecurityContext resolve(@Nullable Principal principal, InboundRequest request) {
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(UserSecurityContext.empty());
		try {
			return this.resolver.resolve(principal, request);
		}
		finally {
			scope.close();
		}
	}

}
