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

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
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
		UserSecurityContext.Builder context = UserSecurityContext.builder();
		addEndUser(context, principal);
		addSourceIp(context, request);
		return context.build();
	}

	/**
	 * Builds the context of a request without its end user.
	 * @param failure why it could not be found who is authenticated
	 * @param request the request
	 * @return the context
	 */
	public UserSecurityContext resolveWithoutEndUser(Throwable failure, InboundRequest request) {
		this.log.warn("A call carries no end user, whose authentication could not be read", failure);
		UserSecurityContext.Builder context = UserSecurityContext.builder();
		noteMissingEndUser(context, MissingReason.FAILED);
		addSourceIp(context, request);
		return context.build();
	}

	private void addEndUser(UserSecurityContext.Builder context, @Nullable Principal principal) {
		if (this.endUserResolvers == null) {
			noteMissingEndUser(context, MissingReason.SWITCHED_OFF);
			return;
		}
		try {
			EndUser endUser = findEndUser(this.endUserResolvers.get(), principal);
			UserSecurityContext sendable = context.endUserId(endUser.id()).endUserTenantId(endUser.tenantId()).build();
			if (sendable.getEndUserId() == null || sendable.getEndUserTenantId() == null) {
				noteMissingEndUser(context, PrincipalEndUserResolver.isAuthenticated(principal)
						? MissingReason.NOT_IDENTIFIED : MissingReason.NOT_AUTHENTICATED);
			}
			if (endUser.id() != null && sendable.getEndUserId() == null) {
				this.log
					.warn("A call carries no end user, whose identifier is empty, too long or would have to be changed."
							+ " Look at the EndUserResolver beans");
			}
		}
		catch (Throwable ex) {
			this.log.warn("A call carries no end user, who could not be resolved", ex);
			noteMissingEndUser(context, MissingReason.FAILED);
		}
	}

	private static EndUser findEndUser(List<EndUserResolver> resolvers, @Nullable Principal principal) {
		for (EndUserResolver resolver : resolvers) {
			EndUser endUser = resolver.resolve(principal);
			if (endUser != null) {
				return endUser;
			}
		}
		return EndUser.NONE;
	}

	private static void noteMissingEndUser(UserSecurityContext.Builder context, MissingReason reason) {
		context.missing(UserSecurityContextField.END_USER_ID, reason)
			.missing(UserSecurityContextField.END_USER_TENANT_ID, reason);
	}

	private void addSourceIp(UserSecurityContext.Builder context, InboundRequest request) {
		if (this.sourceIpResolver == null) {
			context.missing(UserSecurityContextField.SOURCE_IP, MissingReason.SWITCHED_OFF);
			return;
		}
		try {
			context.missing(UserSecurityContextField.SOURCE_IP, MissingReason.UNREADABLE_ADDRESS)
				.sourceIp(this.sourceIpResolver.get().resolve(request));
		}
		catch (Throwable ex) {
			this.log.warn("A call carries no source address, which could not be resolved", ex);
			context.missing(UserSecurityContextField.SOURCE_IP, MissingReason.FAILED);
		}
	}

}
