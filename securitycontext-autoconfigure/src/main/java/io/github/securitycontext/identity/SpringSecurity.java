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

import org.springframework.util.ClassUtils;

/**
 * Parts of Spring Security, which an application need not have.
 */
enum SpringSecurity {

	CORE("org.springframework.security.core.Authentication"),

	SWITCH_USER("org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority"),

	OAUTH2("org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal"),

	OAUTH2_LOGIN("org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken"),

	RESOURCE_SERVER(
			"org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken"),

	SAML2("org.springframework.security.saml2.provider.service.authentication.Saml2AuthenticatedPrincipal"),

	/** Since Spring Security 7. */
	SAML2_ASSERTIONS(
			"org.springframework.security.saml2.provider.service.authentication.Saml2ResponseAssertionAccessor");

	private final String className;

	private final boolean present;

	SpringSecurity(String className) {
		this.className = className;
		this.present = ClassUtils.isPresent(className, SpringSecurity.class.getClassLoader());
	}

	/**
	 * Returns the name of a class that only this part has.
	 */
	String className() {
		return this.className;
	}

	boolean isPresent() {
		return this.present;
	}

}
