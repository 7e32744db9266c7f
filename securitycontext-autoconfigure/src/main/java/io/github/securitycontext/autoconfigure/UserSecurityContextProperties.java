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

package io.github.securitycontext.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.MissingAction;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.identity.EndUserFallback;
import io.github.securitycontext.identity.PersonalData;
import io.github.securitycontext.network.IpRanges;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the user security context that Azure OpenAI calls carry.
 *
 * @param enabled Whether Azure OpenAI calls carry a user security context. The beans for
 * plain REST stay, and do nothing.
 * @param applicationName Name of the application that calls carry. By default the value
 * of "spring.application.name". Trimmed, without control characters, at most 256
 * characters.
 * @param endUser Who the end user of a call is.
 * @param sourceIp Which address a call comes from.
 * @param clients Settings of single clients by bean name, exact or ignoring case, '-',
 * '_' and '.': whether its calls carry a user security context (by default they do), the
 * name of the application in them, what they must carry, and what becomes of one that
 * does not. By default as for all clients.
 * @param missing What becomes of calls that lack something.
 * @param unsupportedModel What becomes of calls whose model does not know the user
 * security context.
 * @param clientsOutsideSpring Whether clients of azure-ai-openai that are not beans carry
 * a user security context, too, such as those inside the models of LangChain4j. Reaches
 * every such client in the JVM, as long as no second application with the starter runs
 * there.
 */
// a misspelt property in a file could leave calls without enforcement
@ConfigurationProperties(prefix = UserSecurityContextProperties.PREFIX, ignoreUnknownFields = false)
public record UserSecurityContextProperties(@DefaultValue("true") boolean enabled, @Nullable String applicationName,
		@DefaultValue EndUser endUser, @DefaultValue SourceIp sourceIp, Map<String, Client> clients,
		@DefaultValue Missing missing, @DefaultValue("retry-without") UnsupportedModelAction unsupportedModel,
		@DefaultValue("false") boolean clientsOutsideSpring) {

	static final String PREFIX = "securitycontext";

	/**
	 * Creates properties.
	 * @throws InvalidPropertyException if a value cannot be used
	 */
	public UserSecurityContextProperties {
		clients = (clients != null) ? Collections.unmodifiableMap(new LinkedHashMap<>(clients)) : Map.of();
		if (missing.action() == MissingAction.REJECT && missing.required().isEmpty()
				&& clients.values().stream().noneMatch(Client::requiresAny)) {
			throw nothingToReject("missing");
		}
		for (Map.Entry<String, Client> entry : clients.entrySet()) {
			Client client = entry.getValue();
			rejectEmptyEntry(ofClient(entry.getKey(), "missing.required"), client.missing().required());
			if (client.missing().action() == MissingAction.REJECT && !client.requiresAny()
					&& (client.missing().required() != null || missing.required().isEmpty())) {
				throw nothingToReject(ofClient(entry.getKey(), "missing"));
			}
		}
	}

	/**
	 * Returns a property of a client. In brackets, the name of its bean may have dots.
	 * @param name the name of the bean, or the key of its entry
	 * @param property what follows
	 * @return the property, behind the prefix
	 */
	static String ofClient(String name, String property) {
		return ofClient(name) + "." + property;
	}

	/**
	 * Returns all properties of a client.
	 * @param name the name of the bean, or the key of its entry
	 * @return the group, behind the prefix
	 */
	static String ofClient(String name) {
		return "clients" + (name.contains(".") ? "[" + name + "]" : "." + name);
	}

	/**
	 * A comma too many is an entry that is {@code null}.
	 */
	private static void rejectEmptyEntry(String property, @Nullable Set<UserSecurityContextField> fields) {
		int empty = (fields != null) ? new ArrayList<>(fields).indexOf(null) : -1;
		if (empty >= 0) {
			throw InvalidPropertyException.ofValue(property + "[" + empty + "]", "", "it is empty",
					"Name a member, such as end-user-id, or remove the comma.");
		}
	}

	private static InvalidPropertyException nothingToReject(String group) {
		return InvalidPropertyException.ofValue(group + ".action", "reject", "nothing is required",
				"Name what calls must carry in " + PREFIX + "." + group + ".required, such as end-user-id.");
	}

	/**
	 * Who the end user of a call is.
	 *
	 * @param enabled Whether calls carry the end user and the tenant.
	 * @param idClaims Claims that may hold the identifier of the end user. The first one
	 * that is present wins.
	 * @param tenantClaims Claims that may hold the tenant of the end user. The first one
	 * that is present wins.
	 * @param issuers Issuers, beyond those of Microsoft Entra ID, whose claims are
	 * believed. Exactly as the tokens name them.
	 * @param fallback Who a user is whose token has none of the id-claims, or is not
	 * believed.
	 * @param personalData What becomes of user names that look like personal data.
	 * @param pseudonymKey Secret key of the HMAC-SHA-256 pseudonyms that replace names of
	 * users. Without it they are plain SHA-256, which anybody can compute who knows a
	 * name.
	 */
	public record EndUser(@DefaultValue("true") boolean enabled, @DefaultValue("oid") List<String> idClaims,
			@DefaultValue("tid") List<String> tenantClaims, List<String> issuers,
			@DefaultValue("name") EndUserFallback fallback, @DefaultValue("pseudonymize") PersonalData personalData,
			@Nullable String pseudonymKey) {

		/**
		 * Creates properties.
		 * @throws InvalidPropertyException if a name is blank, or no claim is named
		 */
		public EndUser {
			idClaims = requireAny("end-user.id-claims", idClaims, "Name a claim, such as oid");
			tenantClaims = requireAny("end-user.tenant-claims", tenantClaims, "Name a claim, such as tid");
			issuers = requireTexts("end-user.issuers", (issuers != null) ? issuers : List.of(),
					"Name an issuer as its tokens do in the claim iss, such as https://id.example.com");
		}

		private static List<String> requireAny(String property, List<String> values, String fix) {
			if (values.isEmpty()) {
				throw InvalidPropertyException.ofValue(property, "", "it is empty", fix + ".");
			}
			return requireTexts(property, values, fix);
		}

		private static List<String> requireTexts(String property, List<String> values, String fix) {
			for (int i = 0; i < values.size(); i++) {
				if (values.get(i) == null || values.get(i).isBlank()) {
					throw InvalidPropertyException.ofValue(property + "[" + i + "]", values.get(i), "it is blank",
							fix + ", or remove the entry.");
				}
			}
			return List.copyOf(values);
		}

		/**
		 * Leaves out the key.
		 */
		@Override
		public String toString() {
			return "EndUser[enabled=" + this.enabled + ", idClaims=" + this.idClaims + ", tenantClaims="
					+ this.tenantClaims + ", issuers=" + this.issuers + ", fallback=" + this.fallback
					+ ", personalData=" + this.personalData + "]";
		}

	}

	/**
	 * Which address a call comes from.
	 *
	 * @param enabled Whether calls carry the address of the client.
	 * @param trustedProxies Addresses or CIDR ranges of the proxies whose header is
	 * believed. Without any, the address is the one that the application sees.
	 * @param header Header in which the trusted proxies write the client's address. They
	 * must write or overwrite it in each request. Read only when the sender of a request
	 * is a trusted proxy.
	 */
	public record SourceIp(@DefaultValue("true") boolean enabled, List<String> trustedProxies,
			@DefaultValue("X-Forwarded-For") String header) {

		/** RFC 9110, section 5.6.2. */
		private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

		/**
		 * Creates properties.
		 * @throws InvalidPropertyException if a proxy is neither an address nor a range,
		 * or the header is not the name of one
		 */
		public SourceIp {
			trustedProxies = (trustedProxies != null) ? List.copyOf(trustedProxies) : List.of();
			for (int i = 0; i < trustedProxies.size(); i++) {
				requireRange("source-ip.trusted-proxies[" + i + "]", trustedProxies.get(i));
			}
			if (!TOKEN.matcher(header).matches()) {
				throw InvalidPropertyException.ofValue("source-ip.header", header,
						"it is not the name of an HTTP header",
						"Name the header that your proxies write, such as X-Forwarded-For or Forwarded.");
			}
		}

		private static void requireRange(String property, String range) {
			try {
				IpRanges.of(List.of(range));
			}
			catch (IllegalArgumentException ex) {
				throw InvalidPropertyException.ofValue(property, range, ex.getMessage(),
						"Give an IP address such as 10.1.2.3 or fd00::1, or a CIDR range such as 10.0.0.0/8 or fd00::/8.");
			}
		}

	}

	/**
	 * What becomes of calls that lack something.
	 *
	 * @param required What calls must carry. By default nothing.
	 * @param action What becomes of a call that lacks something of missing.required.
	 */
	public record Missing(Set<UserSecurityContextField> required, @DefaultValue("warn") MissingAction action) {

		/**
		 * Creates properties.
		 * @throws InvalidPropertyException if an entry is empty
		 */
		public Missing {
			rejectEmptyEntry("missing.required", required);
			required = (required != null) ? Collections.unmodifiableSet(required) : Set.of();
		}

	}

	/**
	 * Settings of a single client.
	 *
	 * @param enabled Whether the calls of this client carry a user security context.
	 * @param applicationName Name of the application that the calls of this client carry.
	 * @param missing What becomes of calls of this client that lack something.
	 */
	public record Client(@DefaultValue("true") boolean enabled, @Nullable String applicationName,
			@DefaultValue ClientMissing missing) {

		private boolean requiresAny() {
			return this.missing.required() != null && !this.missing.required().isEmpty();
		}

	}

	/**
	 * What becomes of calls of a single client that lack something.
	 *
	 * @param required What calls of this client must carry. By default what all must.
	 * @param action What becomes of a call of this client that does not. By default what
	 * becomes of all.
	 */
	public record ClientMissing(@Nullable Set<UserSecurityContextField> required, @Nullable MissingAction action) {

		boolean isGiven() {
			return this.required != null || this.action != null;
		}

	}

}
