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

import java.net.URI;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a token, or an assertion like one, says about its subject.
 *
 * @param values the claims by name
 * @param bearer whether they come from an access token, which a service may have
 * presented, rather than from the login of a person
 * @param provider who says so, or {@code null} if it is the application itself: the
 * issuer of a token, or else what the application calls an identity provider
 * @param subject what a token calls its subject, which is unique with its issuer only, or
 * {@code null}
 * @see <a href=
 * "https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability">OpenID Connect
 * Core, section 5.7</a>
 */
record Claims(Map<String, ?> values, boolean bearer, @Nullable String provider, @Nullable String subject) {

	/** Of a token that does not say who issued it. */
	private static final String UNKNOWN_ISSUER = "token";

	/**
	 * How SAML assertions and App Service spell the claims of Microsoft Entra tokens.
	 */
	private static final Map<String, String> LONG_NAMES = Map.of(//
			"oid", "http://schemas.microsoft.com/identity/claims/objectidentifier", //
			"tid", "http://schemas.microsoft.com/identity/claims/tenantid", //
			"scp", "http://schemas.microsoft.com/identity/claims/scope", //
			"sub", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier");

	static Claims ofIdToken(Map<String, ?> values) {
		return new Claims(values, false, issuerIn(values), textOf(valueIn(values, "sub")));
	}

	static Claims ofBearer(Map<String, ?> values) {
		return new Claims(values, true, issuerIn(values), textOf(valueIn(values, "sub")));
	}

	/**
	 * Returns claims that nobody has signed for the application: an issuer among them
	 * does not count as the one who says so.
	 */
	static Claims ofLogin(Map<String, ?> values, @Nullable String provider) {
		return new Claims(values, false, provider, null);
	}

	/**
	 * Returns the claims of a token that App Service has read: of an access token that
	 * somebody sent, or of a login, the ID token of which has a {@code nonce}.
	 */
	static Claims ofAppService(Map<String, ?> values, String provider) {
		return new Claims(values, !values.containsKey("nonce"), "app-service:" + provider,
				textOf(valueIn(values, "sub")));
	}

	private static String issuerIn(Map<String, ?> values) {
		String issuer = textOf(valueIn(values, "iss"));
		return StringUtils.hasText(issuer) ? issuer : UNKNOWN_ISSUER;
	}

	/**
	 * Returns the name of the first claim that is present, or {@code null}.
	 */
	@Nullable String findPresent(List<String> names) {
		for (String name : names) {
			if (get(name) != null) {
				return name;
			}
		}
		return null;
	}

	@Nullable Object get(String name) {
		return valueIn(this.values, name);
	}

	private static @Nullable Object valueIn(Map<String, ?> values, String name) {
		Object value = values.get(name);
		String longName = LONG_NAMES.get(name);
		return (value != null || longName == null) ? value : values.get(longName);
	}

	/**
	 * Returns a claim that is a text, a URL as Spring Security makes of an issuer, or a
	 * list of one of these as in SAML, else {@code null}.
	 */
	@Nullable String getText(String name) {
		return textOf(get(name));
	}

	private static @Nullable String textOf(@Nullable Object value) {
		if (value instanceof Collection<?> elements && elements.size() == 1) {
			value = elements.iterator().next();
		}
		if (value instanceof String || value instanceof URL || value instanceof URI) {
			return value.toString();
		}
		return null;
	}

	/**
	 * Whether a service presented these claims, with no person behind it. Microsoft Entra
	 * marks such tokens with {@code idtyp}, or gives them no scope and the object id as
	 * subject; other issuers name the client itself as the subject.
	 * @see <a href=
	 * "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">
	 * Access token claims reference</a>
	 */
	boolean isService() {
		if (!this.bearer) {
			return false;
		}
		String subject = getText("sub");
		boolean subjectIsObject = !hasScope() && isSame(subject, "oid");
		return "app".equals(getText("idtyp")) || subjectIsObject || isSame(subject, "client_id")
				|| isSame(subject, "azp") || isSame(subject, "cid") || "client-credentials".equals(getText("gty"));
	}

	private boolean hasScope() {
		Object scope = get("scp");
		return (scope instanceof Collection<?> scopes) ? !scopes.isEmpty()
				: scope != null && !scope.toString().isBlank();
	}

	private boolean isSame(@Nullable String subject, String name) {
		return subject != null && subject.equals(getText(name));
	}

	/**
	 * Says nothing about the subject.
	 */
	@Override
	public String toString() {
		return "Claims[" + this.values.size() + "]";
	}

}
