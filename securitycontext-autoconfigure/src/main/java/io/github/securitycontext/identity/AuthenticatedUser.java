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
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

/**
 * The person behind an {@link Authentication} of Spring Security.
 */
final class AuthenticatedUser implements Principal {

	private static final AuthenticationTrustResolver trustResolver = new AuthenticationTrustResolverImpl();

	private final Authentication authentication;

	private AuthenticatedUser(Authentication authentication) {
		this.authentication = authentication;
	}

	static boolean isAuthentication(Principal principal) {
		return principal instanceof Authentication;
	}

	/**
	 * Returns the person, or {@code null} if nobody is authenticated.
	 */
	static @Nullable AuthenticatedUser of(Principal principal) {
		Authentication authentication = (Authentication) principal;
		Authentication source = findSource(authentication);
		while (source != null) {
			authentication = source;
			source = findSource(authentication);
		}
		boolean authenticated = authentication.isAuthenticated() && !trustResolver.isAnonymous(authentication);
		return authenticated ? new AuthenticatedUser(authentication) : null;
	}

	private static @Nullable Authentication findSource(Authentication authentication) {
		if (!SpringSecurity.SWITCH_USER.isPresent()) {
			return null;
		}
		for (GrantedAuthority authority : authentication.getAuthorities()) {
			if (authority instanceof SwitchUserGrantedAuthority switched) {
				return switched.getSource();
			}
		}
		return null;
	}

	@Nullable Claims claims() {
		Claims claims = SpringSecurity.OAUTH2.isPresent() ? OAuth2Claims.of(this.authentication) : null;
		return (claims == null && SpringSecurity.SAML2.isPresent()) ? Saml2Claims.of(this.authentication) : claims;
	}

	/**
	 * Returns the name, or an empty text if it is only what {@link Object#toString()}
	 * makes of an object: that may be the same for two users, or another one each time.
	 */
	@Override
	public String getName() {
		String name = this.authentication.getName();
		Object principal = this.authentication.getPrincipal();
		boolean onlyObjectText = principal != null && !hasName(principal) && principal.toString().equals(name);
		return (name == null || onlyObjectText) ? "" : name;
	}

	private static boolean hasName(Object principal) {
		return principal instanceof Principal || principal instanceof AuthenticatedPrincipal
				|| principal instanceof UserDetails || principal instanceof CharSequence || principal instanceof Number
				|| principal instanceof UUID;
	}

}
