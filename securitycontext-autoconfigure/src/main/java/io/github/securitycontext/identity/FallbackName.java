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

import java.util.regex.Pattern;

import io.github.securitycontext.UserSecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns the name of a user without believable claims into an identifier.
 */
public final class FallbackName {

	private static final FallbackName NONE = new FallbackName(PersonalData.OMIT, null);

	/**
	 * E-mail addresses, X.500 names, {@code DOMAIN\\user}, and names with white space.
	 */
	private static final Pattern PERSONAL = Pattern.compile("[@=\\\\\\p{IsWhite_Space}]");

	/**
	 * A name that looks like an Entra object id, or like a pseudonym, could be taken for
	 * another user's.
	 */
	private static final Pattern FOREIGN_ID = Pattern
		.compile("(?i)\\{?\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}\\}?|\\p{XDigit}{64}");

	/** Behind an identity provider, in front of the name that it gave to a user. */
	private static final String SEPARATOR = "#";

	private final PersonalData personalData;

	private final @Nullable Pseudonyms pseudonyms;

	private FallbackName(PersonalData personalData, @Nullable Pseudonyms pseudonyms) {
		this.personalData = personalData;
		this.pseudonyms = pseudonyms;
	}

	/**
	 * Returns a fallback that names nobody.
	 * @return the fallback
	 */
	public static FallbackName none() {
		return NONE;
	}

	/**
	 * Returns a fallback that identifies a user by name.
	 * @param personalData what becomes of names that look like personal data
	 * @param pseudonymKey the key of pseudonyms, or {@code null} for unkeyed ones
	 * @return the fallback
	 */
	public static FallbackName of(PersonalData personalData, @Nullable String pseudonymKey) {
		return new FallbackName(personalData, new Pseudonyms(pseudonymKey));
	}

	boolean namesUsers() {
		return this.pseudonyms != null;
	}

	/**
	 * Returns the identifier of a user. Two identity providers may give the same name to
	 * two users, who do not have the same identifier.
	 * @param provider the identity provider that gave the name, or {@code null} if the
	 * application knows the user itself
	 * @param name the name
	 */
	@Nullable String toId(@Nullable String provider, @Nullable String name) {
		if (this.pseudonyms == null || name == null || name.isBlank()) {
			return null;
		}
		String qualified = qualify(provider, name);
		if (PERSONAL.matcher(qualified).find()) {
			if (this.personalData == PersonalData.OMIT) {
				return null;
			}
			if (this.personalData == PersonalData.PSEUDONYMIZE) {
				return this.pseudonyms.of(qualified);
			}
		}
		return cannotBeAnothers(provider, name) && isSendable(qualified) ? qualified : this.pseudonyms.of(qualified);
	}

	/**
	 * A user whom the application knows itself may look like one of a provider: then
	 * nobody stands in front of the separator.
	 */
	static String qualify(@Nullable String provider, String name) {
		if (provider != null) {
			return provider.replace("%", "%25").replace(SEPARATOR, "%23") + SEPARATOR + name;
		}
		return name.contains(SEPARATOR) ? SEPARATOR + name : name;
	}

	private static boolean cannotBeAnothers(@Nullable String provider, String name) {
		return provider != null || (!name.contains(SEPARATOR) && !FOREIGN_ID.matcher(name).matches());
	}

	private static boolean isSendable(String id) {
		return id.equals(UserSecurityContext.builder().endUserId(id).build().getEndUserId());
	}

}
