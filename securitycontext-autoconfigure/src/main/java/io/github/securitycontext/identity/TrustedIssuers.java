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
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The issuers that know who a user is: the authorities of Microsoft Entra, in all its
 * clouds, and those that the operator names.
 *
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">
 * National clouds</a>
 */
public final class TrustedIssuers {

	private static final Set<String> ENTRA_HOSTS = Set.of("login.microsoftonline.com", "login.microsoftonline.us",
			"login.partner.microsoftonline.cn", "sts.windows.net", "sts.chinacloudapi.cn");

	private static final List<String> ENTRA_DOMAINS = List.of(".ciamlogin.com", ".b2clogin.com");

	private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private final Set<String> others;

	/** Most applications have one issuer. */
	private volatile @Nullable Issuer last;

	/**
	 * Creates the set of trusted issuers.
	 * @param others issuers beyond those of Microsoft Entra, exactly as their tokens name
	 * them
	 */
	public TrustedIssuers(List<String> others) {
		this.others = Set.copyOf(others);
	}

	/**
	 * Whether the object id and the tenant in these claims are believed. Claims without
	 * an issuer are taken as the application accepted them.
	 */
	boolean isTrusted(Claims claims) {
		if (claims.get("iss") == null) {
			return true;
		}
		String issuer = claims.getText("iss");
		if (issuer == null) {
			return false;
		}
		Issuer known = this.last;
		if (known == null || !known.name().equals(issuer)) {
			known = read(issuer);
			this.last = known;
		}
		return known.trusted() && known.namesNoOtherTenant(claims.getText("tid"));
	}

	private Issuer read(String name) {
		URI uri = parse(name);
		return new Issuer(name, this.others.contains(name) || isEntra(uri), tenantsIn(uri));
	}

	private static @Nullable URI parse(String issuer) {
		try {
			return new URI(issuer);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static boolean isEntra(@Nullable URI issuer) {
		if (issuer == null || !"https".equalsIgnoreCase(issuer.getScheme()) || issuer.getHost() == null
				|| issuer.getPort() != -1 || issuer.getRawUserInfo() != null) {
			return false;
		}
		String host = issuer.getHost().toLowerCase(Locale.ROOT);
		return ENTRA_HOSTS.contains(host) || ENTRA_DOMAINS.stream().anyMatch(host::endsWith);
	}

	private static List<String> tenantsIn(@Nullable URI issuer) {
		return (issuer != null && issuer.getPath() != null)
				? Arrays.stream(issuer.getPath().split("/")).filter(GUID.asMatchPredicate()).toList() : List.of();
	}

	/**
	 * What the name of an issuer says.
	 *
	 * @param name the name
	 * @param trusted whether it is that of a trusted issuer
	 * @param tenants the tenants in its path
	 */
	private record Issuer(String name, boolean trusted, List<String> tenants) {

		private boolean namesNoOtherTenant(@Nullable String tenant) {
			if (tenant == null) {
				return true;
			}
			for (String named : this.tenants) {
				if (!named.equalsIgnoreCase(tenant)) {
					return false;
				}
			}
			return true;
		}

	}

}
