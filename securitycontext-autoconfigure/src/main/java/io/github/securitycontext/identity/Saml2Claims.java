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

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.saml2.provider.service.authentication.Saml2AssertionAuthentication;
import org.springframework.security.saml2.provider.service.authentication.Saml2AuthenticatedPrincipal;
import org.springframework.security.saml2.provider.service.authentication.Saml2ResponseAssertionAccessor;

/**
 * Finds the claims of SAML 2.0 authentications.
 */
final class Saml2Claims {

	private Saml2Claims() {
	}

	@SuppressWarnings("deprecation")
	static @Nullable String findRegistration(Authentication authentication) {
		// Spring Security 7 keeps it with the authentication
		if (SpringSecurity.SAML2_ASSERTIONS.isPresent()
				&& authentication instanceof Saml2AssertionAuthentication assertion) {
			return assertion.getRelyingPartyRegistrationId();
		}
		return (authentication.getPrincipal() instanceof Saml2AuthenticatedPrincipal principal)
				? principal.getRelyingPartyRegistrationId() : null;
	}

	@SuppressWarnings("deprecation")
	static @Nullable Claims of(Authentication authentication) {
		// Spring Security 7 keeps the attributes with the credentials
		if (SpringSecurity.SAML2_ASSERTIONS.isPresent()
				&& authentication.getCredentials() instanceof Saml2ResponseAssertionAccessor assertion) {
			return Claims.ofLogin(assertion.getAttributes());
		}
		return (authentication.getPrincipal() instanceof Saml2AuthenticatedPrincipal principal)
				? Claims.ofLogin(principal.getAttributes()) : null;
	}

}
