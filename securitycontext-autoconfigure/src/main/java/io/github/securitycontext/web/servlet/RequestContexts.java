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
import java.util.IdentityHashMap;
import java.util.Map;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.web.UserSecurityContextResolver;
import io.github.securitycontext.web.server.ServletInboundRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the context of a request, which is built once for each authentication that the
 * request has.
 */
public final class RequestContexts {

	private static final String ATTRIBUTE = RequestContexts.class.getName();

	private final RequestPrincipals principals;

	private final UserSecurityContextResolver resolver;

	/**
	 * Creates a finder.
	 * @param principals finds the principal of a request
	 * @param resolver builds the context of a request
	 */
	public RequestContexts(RequestPrincipals principals, UserSecurityContextResolver resolver) {
		this.principals = principals;
		this.resolver = resolver;
	}

	UserSecurityContext get(HttpServletRequest request) {
		ServletInboundRequest inbound = new ServletInboundRequest(request);
		Principal principal;
		try {
			principal = this.resolver.needsPrincipal() ? this.principals.find(request, inbound) : null;
		}
		catch (Throwable ex) {
			return this.resolver.resolveWithoutEndUser(ex, inbound);
		}
		Map<@Nullable Principal, UserSecurityContext> known = contextsOf(request);
		UserSecurityContext context = known.get(principal);
		if (context == null) {
			context = this.resolver.resolve(principal, inbound);
			known.put(principal, context);
		}
		return context;
	}

	@SuppressWarnings("unchecked")
	private static Map<@Nullable Principal, UserSecurityContext> contextsOf(HttpServletRequest request) {
		Object contexts = request.getAttribute(ATTRIBUTE);
		if (contexts == null) {
			// few requests have more
			contexts = new IdentityHashMap<@Nullable Principal, UserSecurityContext>(1);
			request.setAttribute(ATTRIBUTE, contexts);
		}
		return (Map<@Nullable Principal, UserSecurityContext>) contexts;
	}

}
