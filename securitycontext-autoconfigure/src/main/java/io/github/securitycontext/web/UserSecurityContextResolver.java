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

package io.github.securitycontext.web;

import java.security.Principal;
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.log.OneTimeLog;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.network.SourceIpResolver;
import org.jspecify.annotations.Nullable;

/**
 * Builds the context of a request. Whatever a step throws, be it an error, costs what the
 * step would have found.
 */
public final class UserSecurityContextResolver {

	private final OneTimeLog log = new OneTimeLog(UserSecurityContextResolver.class);

	private final @Nullable Supplier<List<EndUserResolver>> endUserResolvers;

	private final @Nullable Supplier<SourceIpResolver> sourceIpResolver;

	/**
	 * Creates a resolver.
	 * @param endUserResolvers returns the resolvers to ask, in this order, who the
	 * principal is, or {@code null} if no end user is to be sent
	 * @param sourceIpResolver returns what finds the address of a request, or
	 * {@code null} if no address is to be sent
	 */
	public UserSecurityContextResolver(@Nullable Supplier<List<EndUserResolver>> endUserResolvers,
			@Nullable Supplier<SourceIpResolver> sourceIpResolver) {
		this.endUserResolvers = endUserResolvers;
		this.sourceIpResolver = sourceIpResolver;
	}

	/**
	 * Whether it matters who is authenticated in a request.
	 * @return whether the principal needs to be looked up
	 */
	public boolean needsPrincipal() {
		return this.endUserResolvers != null;
	}

	/**
	 * Builds the context of a request.
	 * @param principal who is authenticated in the request, or {@code null}
	 * @param request the request
	 * @return the context
	 */
	public UserSecurityContext resolve(@Nullable Principal principal, InboundRequest request) {
		return build(findEndUser(principal), request);
	}

	/**
	 * Builds the context of a request without its end user.
	 * @param failure why it could not be found who is authenticated
	 * @param request the request
	 * @return the context
	 */
	public UserSecurityContext resolveWithoutEndUser(Throwable failure, InboundRequest request) {
		this.log.warn("A call was sent without its end user, whose authentication could not be read", failure);
		return build(EndUser.NONE, request);
	}

	private UserSecurityContext build(EndUser endUser, InboundRequest request) {
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

	private @Nullable String findSourceIp(InboundRequest request) {
		try {
			return (this.sourceIpResolver != null) ? this.sourceIpResolver.get().resolve(request) : null;
		}
		catch (Throwable ex) {
			this.log.warn("A call was sent without its source address, which could not be resolved", ex);
			return null;
		}
	}

}
