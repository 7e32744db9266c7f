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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;

/**
 * Finds the claims of OAuth 2.0 and OpenID Connect authentications.
 */
final class OAuth2Claims {

	private OAuth2Claims() {
	}

	static @Nullable Claims of(Authentication authentication) {
		if (SpringSecurity.RESOURCE_SERVER.isPresent()
				&& authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> bearer) {
			return Claims.ofBearer(bearer.getTokenAttributes());
		}
		Object principal = authentication.getPrincipal();
		if (principal instanceof OidcUser user) {
			return Claims.ofIdToken(idTokenClaims(user));
		}
		if (SpringSecurity.RESOURCE_SERVER.isPresent()
				&& principal instanceof OAuth2IntrospectionAuthenticatedPrincipal client) {
			return Claims.ofBearer(client.getAttributes());
		}
		if (principal instanceof OAuth2AuthenticatedPrincipal user) {
			return Claims.ofLogin(user.getAttributes(), findProvider(authentication));
		}
		Claims claims = ofToken(principal);
		return (claims != null) ? claims : ofToken(authentication.getCredentials());
	}

	private static @Nullable String findProvider(Authentication authentication) {
		return (SpringSecurity.OAUTH2_LOGIN.isPresent() && authentication instanceof OAuth2AuthenticationToken login)
				? "oauth2:" + login.getAuthorizedClientRegistrationId() : null;
	}

	/**
	 * The object id and the tenant must come from one token, so what the UserInfo
	 * endpoint added does not count.
	 */
	private static Map<String, Object> idTokenClaims(OidcUser user) {
		OidcIdToken idToken = user.getIdToken();
		return (idToken != null) ? idToken.getClaims() : user.getClaims();
	}

	/**
	 * Applications that make an authentication of their own keep the token as its
	 * principal or as its credentials.
	 */
	private static @Nullable Claims ofToken(@Nullable Object token) {
		if (token instanceof OidcIdToken idToken) {
			return Claims.ofIdToken(idToken.getClaims());
		}
		return (token instanceof OAuth2Token && token instanceof ClaimAccessor jwt) ? Claims.ofBearer(jwt.getClaims())
				: null;
	}

}
