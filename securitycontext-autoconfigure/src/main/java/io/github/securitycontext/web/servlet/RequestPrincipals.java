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

package io.github.securitycontext.web.servlet;

import java.security.Principal;
import java.util.function.Supplier;

import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.web.AppServicePrincipals;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is authenticated in a request: by Spring Security, by the container or a
 * filter, or by Azure App Service in front of both.
 */
public final class RequestPrincipals {

	private static final String ATTRIBUTE = AppServicePrincipal.class.getName();

	private final Supplier<? extends @Nullable Principal> authentication;

	private final AppServicePrincipals appServicePrincipals;

	/**
	 * Creates a finder.
	 * @param authentication returns the current authentication of Spring Security, or
	 * {@code null}
	 * @param appServicePrincipals reads whom App Service has authenticated
	 */
	public RequestPrincipals(Supplier<? extends @Nullable Principal> authentication,
			AppServicePrincipals appServicePrincipals) {
		this.authentication = authentication;
		this.appServicePrincipals = appServicePrincipals;
	}

	@Nullable Principal find(HttpServletRequest request, InboundRequest inbound) {
		Principal principal = this.authentication.get();
		if (principal == null) {
			principal = request.getUserPrincipal();
		}
		if (this.appServicePrincipals.isActive() && !PrincipalEndUserResolver.isAuthenticated(principal)) {
			Principal user = findAppServicePrincipal(request, inbound);
			return (user != null) ? user : principal;
		}
		return principal;
	}

	private @Nullable Principal findAppServicePrincipal(HttpServletRequest request, InboundRequest inbound) {
		if (request.getAttribute(ATTRIBUTE) instanceof AppServicePrincipal principal) {
			return principal;
		}
		Principal principal = this.appServicePrincipals.find(inbound.getHeaderLines(AppServicePrincipal.HEADER));
		request.setAttribute(ATTRIBUTE, principal);
		return principal;
	}

}
