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

package io.github.securitycontext.oauth2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

/**
 * What version 2.0 tokens of Microsoft Entra ID say.
 *
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">
 * Access token claims reference</a>
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference"> ID
 * token claims reference</a>
 */
final class EntraClaims {

	/** For whom an access token is that names no API. */
	private static final String GRAPH = "00000003-0000-0000-c000-000000000000";

	private EntraClaims() {
	}

	/**
	 * Puts them in place of what the authorization server writes by itself.
	 */
	static void write(OAuth2TokenContext context, Map<String, Object> claims) {
		claims.keySet().removeAll(Set.of("jti", "scope", "azp"));
		claims.put("uti", UUID.randomUUID().toString());
		claims.put("ver", "2.0");
		if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
			claims.put("aud", List.of(audience(context)));
			claims.put("azp", context.getRegisteredClient().getClientId());
			claims.put("azpacr", "1");
		}
		Tenant tenant = Tenant.ofIssuer(context.getAuthorizationServerContext().getIssuer());
		if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
			writeApp(AppRegistration.of(context.getRegisteredClient()), tenant, claims);
		}
		else {
			writePerson(Person.named(context.getPrincipal().getName()).orElseThrow(), tenant, context, claims);
		}
	}

	private static void writeApp(AppRegistration app, Tenant tenant, Map<String, Object> claims) {
		String objectId = app.objectIdIn(tenant);
		claims.putAll(Map.of("oid", objectId, "sub", objectId, "tid", tenant.id(), "roles", List.of("Chat.Ask.All")));
		if (app != AppRegistration.PLAIN_DAEMON) {
			claims.put("idtyp", "app");
		}
	}

	private static void writePerson(Person person, Tenant tenant, OAuth2TokenContext context,
			Map<String, Object> claims) {
		boolean accessToken = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
		claims.put("sub",
				subject(person, tenant, accessToken ? audience(context) : context.getRegisteredClient().getClientId()));
		if (accessToken || context.getAuthorizedScopes().contains("profile")) {
			claims.putAll(person.claims(tenant));
			claims.put("name", person.name());
			claims.put("preferred_username", person.userName());
		}
		if (accessToken) {
			claims.put("scp",
					context.getAuthorizedScopes()
						.stream()
						.map((scope) -> scope.substring(scope.lastIndexOf('/') + 1))
						.collect(Collectors.joining(" ")));
		}
		claims.putAll(person.claimed());
	}

	private static String audience(OAuth2TokenContext context) {
		return AppRegistration.withScopeAmong(context.getAuthorizedScopes()).map(AppRegistration::id).orElse(GRAPH);
	}

	/**
	 * Returns the subject, which is another one for each application.
	 */
	static String subject(Person person, Tenant tenant, String audience) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(person.objectIdIn(tenant) + audience));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
