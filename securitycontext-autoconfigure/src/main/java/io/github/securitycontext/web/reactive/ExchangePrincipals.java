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

import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.AppServicePrincipals;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

/**
 * Finds who is authenticated in a request: by Spring Security, by a filter, or by Azure
 * App Service in front of both.
 */
public final class ExchangePrincipals {

	private static final String ATTRIBUTE = AppServicePrincipal.class.getName();

	private final Mono<? extends Principal> authentication;

	private final Object authenticationKey;

	private final AppServicePrincipals appServicePrincipals;

	/**
	 * Creates a finder.
	 * @param authentication emits the subscriber's authentication of Spring Security, if
	 * there is one
	 * @param authenticationKey the key, in Reactor's contexts, of that authentication
	 * @param appServicePrincipals reads whom App Service has authenticated
	 */
	public ExchangePrincipals(Mono<? extends Principal> authentication, Object authenticationKey,
			AppServicePrincipals appServicePrincipals) {
		this.authentication = authentication;
		this.authenticationKey = authenticationKey;
		this.appServicePrincipals = appServicePrincipals;
	}

	Object authenticationKey() {
		return this.authenticationKey;
	}

	Mono<Principal> find(ServerWebExchange exchange, InboundRequest request) {
		Mono<Principal> principal = this.authentication.cast(Principal.class).switchIfEmpty(exchange.getPrincipal());
		if (!this.appServicePrincipals.isActive()) {
			return principal;
		}
		return principal.filter(PrincipalEndUserResolver::isAuthenticated)
			.switchIfEmpty(Mono.fromSupplier(() -> findAppServicePrincipal(exchange, request)))
			.switchIfEmpty(principal);
	}

	private @Nullable Principal findAppServicePrincipal(ServerWebExchange exchange, InboundRequest request) {
		return (Principal) exchange.getAttributes()
			.computeIfAbsent(ATTRIBUTE,
					(key) -> this.appServicePrincipals.find(request.getHeaderLines(AppServicePrincipal.HEADER)));
	}

}
