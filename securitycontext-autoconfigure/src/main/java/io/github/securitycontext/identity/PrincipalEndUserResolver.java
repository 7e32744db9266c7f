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

package io.github.securitycontext.identity;

import java.security.Principal;
import java.util.List;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The default: a user of Microsoft Entra ID is known by object id and tenant, a service
 * is nobody, and any other user is known by name.
 */
public final class PrincipalEndUserResolver implements EndUserResolver {

	private final OneTimeLog log = new OneTimeLog(PrincipalEndUserResolver.class);

	private final List<String> idClaims;

	private final List<String> tenantClaims;

	private final TrustedIssuers issuers;

	private final FallbackName fallback;

	/**
	 * Creates a resolver.
	 * @param idClaims the claims that may hold the identifier, the first present one wins
	 * @param tenantClaims the claims that may hold the tenant, likewise
	 * @param issuers whose claims are believed
	 * @param fallback who a user without those claims is
	 */
	public PrincipalEndUserResolver(List<String> idClaims, List<String> tenantClaims, TrustedIssuers issuers,
			FallbackName fallback) {
		this.idClaims = List.copyOf(idClaims);
		this.tenantClaims = List.copyOf(tenantClaims);
		this.issuers = issuers;
		this.fallback = fallback;
	}

	/**
	 * Whether a principal stands for somebody who is authenticated.
	 * @param principal a principal, or {@code null}
	 * @return whether there is one, and it is neither anonymous nor yet to be
	 * authenticated
	 */
	public static boolean isAuthenticated(@Nullable Principal principal) {
		return principal != null && (!isAuthentication(principal) || AuthenticatedUser.of(principal) != null);
	}

	private static boolean isAuthentication(Principal principal) {
		return SpringSecurity.CORE.isPresent() && AuthenticatedUser.isAuthentication(principal);
	}

	@Override
	public EndUser resolve(@Nullable Principal principal) {
		if (principal == null) {
			return EndUser.NONE;
		}
		if (principal instanceof AppServicePrincipal user) {
			Claims claims = user.claims();
			return user.isEntra() ? resolve(claims, claims.subject()) : byName(claims.provider(), claims.subject());
		}
		if (isAuthentication(principal)) {
			AuthenticatedUser user = AuthenticatedUser.of(principal);
			return (user != null) ? resolve(user.claims(), user.getName()) : EndUser.NONE;
		}
		return byName(null, principal.getName());
	}

	private EndUser resolve(@Nullable Claims claims, @Nullable String name) {
		if (claims == null) {
			return byName(null, name);
		}
		if (claims.isService()) {
			return EndUser.NONE;
		}
		String idClaim = this.issuers.isTrusted(claims) ? claims.findPresent(this.idClaims) : null;
		if (idClaim != null) {
			String tenantClaim = claims.findPresent(this.tenantClaims);
			return new EndUser(identifier(claims, idClaim),
					(tenantClaim != null) ? identifier(claims, tenantClaim) : null);
		}
		return byName(claims.provider(), (claims.subject() != null) ? claims.subject() : name);
	}

	private EndUser byName(@Nullable String provider, @Nullable String name) {
		if (!StringUtils.hasText(name) && this.fallback.namesUsers()) {
			this.log.warn("A user has no name that could identify it, and is left out. Let the principal implement"
					+ " java.security.Principal, or provide an EndUserResolver");
		}
		return new EndUser(this.fallback.toId(provider, name), null);
	}

	private @Nullable String identifier(Claims claims, String name) {
		String value = claims.getText(name);
		String identifier = UserSecurityContext.builder().endUserId(value).build().getEndUserId();
		if (identifier == null) {
			this.log.warn("The claim '" + name + "' of a user is not a text that can be sent as an identifier."
					+ " It is left out");
		}
		return identifier;
	}

}
