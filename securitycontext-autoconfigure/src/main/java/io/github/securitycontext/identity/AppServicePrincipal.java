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

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The user that the built-in authentication of Azure App Service signed in, read from its
 * {@value #HEADER} header. Trustworthy only where App Service itself sets that header.
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities">
 * Work with user identities in App Service authentication</a>
 */
public final class AppServicePrincipal implements Principal {

	/**
	 * The header that holds the principal.
	 */
	public static final String HEADER = "X-MS-CLIENT-PRINCIPAL";

	private static final String ENTRA = "aad";

	private final String provider;

	private final Claims claims;

	private AppServicePrincipal(String provider, Claims claims) {
		this.provider = provider;
		this.claims = claims;
	}

	/**
	 * Reads the value of the header.
	 * @param header the Base64 text of a JSON object
	 * @return the principal, or {@code null} if it does not name an identity provider
	 * @throws RuntimeException if the value is malformed
	 */
	public static @Nullable AppServicePrincipal parse(String header) {
		String json = new String(Base64.getDecoder().decode(header.strip()), StandardCharsets.UTF_8);
		if (!(JsonReader.read(json) instanceof Map<?, ?> principal)
				|| !(principal.get("auth_typ") instanceof String provider) || provider.isBlank()) {
			return null;
		}
		// a claim may occur several times: roles do, identifiers must not
		Map<String, List<String>> claims = new HashMap<>();
		if (principal.get("claims") instanceof List<?> list) {
			for (Object element : list) {
				if (element instanceof Map<?, ?> claim && claim.get("typ") instanceof String type
						&& claim.get("val") instanceof String value) {
					claims.computeIfAbsent(type, (key) -> new ArrayList<>()).add(value);
				}
			}
		}
		return new AppServicePrincipal(provider, Claims.ofAppService(claims, provider));
	}

	/**
	 * Returns the name of the user among those of all identity providers, or an empty
	 * text if the provider does not say.
	 */
	@Override
	public String getName() {
		String subject = this.claims.subject();
		return (subject != null) ? FallbackName.qualify(this.claims.provider(), subject) : "";
	}

	boolean isEntra() {
		return ENTRA.equalsIgnoreCase(this.provider);
	}

	Claims claims() {
		return this.claims;
	}

	/**
	 * Says nothing about the user.
	 */
	@Override
	public String toString() {
		return "AppServicePrincipal[" + this.provider + "]";
	}

}
