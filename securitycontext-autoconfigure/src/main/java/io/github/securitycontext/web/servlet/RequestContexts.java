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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.log.OneTimeLog;
import io.github.securitycontext.network.SourceIpResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Builds the context of a request: once for each authentication that the request has.
 * Whatever a step throws, be it an error, costs what the step would have found.
 */
public final class RequestContexts {

	private static final String ATTRIBUTE = RequestContexts.class.getName();

	private final OneTimeLog log = new OneTimeLog(RequestContexts.class);

	private final RequestPrincipals principals;

	private final @Nullable Supplier<List<EndUserResolver>> endUserResolvers;

	private final @Nullable Supplier<SourceIpResolver> sourceIpResolver;

	/**
	 * Creates a builder of contexts.
	 * @param principals finds the principal of a request
	 * @param endUserResolvers returns the resolvers to ask, in this order, who the
	 * principal is, or {@code null} if no end user is to be sent
	 * @param sourceIpResolver returns what finds the address of a request, or
	 * {@code null} if no address is to be sent
	 */
	public RequestContexts(RequestPrincipals principals, @Nullable Supplier<List<EndUserResolver>> endUserResolvers,
			@Nullable Supplier<SourceIpResolver> sourceIpResolver) {
		this.principals = principals;
		this.endUserResolvers = endUserResolvers;
		this.sourceIpResolver = sourceIpResolver;
	}

	UserSecurityContext get(HttpServletRequest request) {
		Principal principal;
		try {
			principal = (this.endUserResolvers != null) ? this.principals.find(request) : null;
		}
		catch (Throwable ex) {
			this.log.warn("A call was sent without its end user, whose authentication could not be read", ex);
			return build(request, EndUser.NONE);
		}
		Map<@Nullable Principal, UserSecurityContext> known = contextsOf(request);
		UserSecurityContext context = known.get(principal);
		if (context == null) {
			context = build(request, findEndUser(principal));
			known.put(principal, context);
		}
		return context;
	}

	@SuppressWarnings("unchecked")
	private static Map<@Nullable Principal, UserSecurityContext> contextsOf(HttpServletRequest request) {
		Object contexts = request.getAttribute(ATTRIBUTE);
		if (contexts == null) {
			contexts = new IdentityHashMap<@Nullable Principal, UserSecurityContext>();
			request.setAttribute(ATTRIBUTE, contexts);
		}
		return (Map<@Nullable Principal, UserSecurityContext>) contexts;
	}

	private UserSecurityContext build(HttpServletRequest request, EndUser endUser) {
		return UserSecurityContext.builder()
			.endUserId(endUser.id())
			.endUserTenantId(endUser.tenantId())
			.sourceIp(findSourceIp(request))
			.build();
	}

	private EndUser findEndUser(@Nullable Principal principal) {
		if (this.endUserResolvers == null) {
			return EndUser.NONE;
		}
		try {
			for (EndUserResolver resolver : this.endUserResolvers.get()) {
				EndUser endUser = resolver.resolve(principal);
				if (endUser != null) {
					return endUser;
				}
			}
		}
		catch (Throwable ex) {
			this.log.warn("A call was sent without its end user, who could not be resolved", ex);
		}
		return EndUser.NONE;
	}

	private @Nullable String findSourceIp(HttpServletRequest request) {
		try {
			return (this.sourceIpResolver != null)
					? this.sourceIpResolver.get().resolve(new ServletInboundRequest(request)) : null;
		}
		catch (Throwable ex) {
			this.log.warn("A call was sent without its source address, which could not be resolved", ex);
			return null;
		}
	}

}
