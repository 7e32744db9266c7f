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
	static @Nullable Claims of(Authentication authentication) {
		Saml2AuthenticatedPrincipal principal = (authentication
			.getPrincipal() instanceof Saml2AuthenticatedPrincipal found) ? found : null;
		// Spring Security 7 keeps the attributes with the credentials
		if (SpringSecurity.SAML2_ASSERTIONS.isPresent()
				&& authentication.getCredentials() instanceof Saml2ResponseAssertionAccessor assertion) {
			return Claims.ofLogin(assertion.getAttributes(), provider(findRegistration(authentication, principal)));
		}
		return (principal != null)
				? Claims.ofLogin(principal.getAttributes(), provider(principal.getRelyingPartyRegistrationId())) : null;
	}

	@SuppressWarnings("deprecation")
	private static @Nullable String findRegistration(Authentication authentication,
			@Nullable Saml2AuthenticatedPrincipal principal) {
		String registration = (authentication instanceof Saml2AssertionAuthentication assertion)
				? assertion.getRelyingPartyRegistrationId() : null;
		return (registration == null && principal != null) ? principal.getRelyingPartyRegistrationId() : registration;
	}

	private static String provider(@Nullable String registration) {
		return (registration != null) ? "saml2:" + registration : "saml2";
	}

}
