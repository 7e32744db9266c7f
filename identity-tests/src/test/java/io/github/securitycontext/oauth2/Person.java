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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Somebody with an account.
 */
enum Person {

	ALICE(Tenant.CONTOSO, "1f6d2c9e-54b8-4c3a-8e17-a9b0c2d3e4f5", Map.of()),

	/** Also a guest in the other tenants. */
	BOB(Tenant.FABRIKAM, "9a3e7b40-6c21-4d9f-b5e8-2f71d08c6a3b", Map.of()),

	/** Claims to be Alice. */
	TRUDY(Tenant.TAILSPIN, "3c5a9f17-d264-4be8-9071-5e8fa6c0b2d4", ALICE.claims(Tenant.CONTOSO)),

	/** Claims to be Alice, wherever an application may look. */
	MALLORY(Tenant.NORTHWIND, "b7e2d058-91c3-4f6a-a5d4-0c9e1f83b67a",
			Map.of("oid", ALICE.objectId, "tid", Tenant.CONTOSO.id(), "sub", ALICE.objectId)),

	/** Has a short name in a directory that is not believed. */
	NANCY(Tenant.NORTHWIND, "68d1f4ab-7c05-4e92-b3f8-d20a5c79e14b", Map.of("sub", "nancy"));

	static final String PASSWORD = "secret";

	private final Tenant home;

	private final String objectId;

	private final Map<String, String> claimed;

	Person(Tenant home, String objectId, Map<String, String> claimed) {
		this.home = home;
		this.objectId = objectId;
		this.claimed = claimed;
	}

	static Optional<Person> named(String userName) {
		return Stream.of(values()).filter((person) -> person.userName().equals(userName)).findFirst();
	}

	String userName() {
		return (name() + "@" + this.home + ".example").toLowerCase(Locale.ROOT);
	}

	Tenant home() {
		return this.home;
	}

	/**
	 * Returns the object id, which for a guest is another one.
	 */
	String objectIdIn(Tenant tenant) {
		return (tenant == this.home) ? this.objectId
				: UUID.nameUUIDFromBytes((tenant + this.objectId).getBytes(StandardCharsets.UTF_8)).toString();
	}

	/**
	 * Returns the claims that say who it is to a tenant.
	 */
	Map<String, String> claims(Tenant tenant) {
		return Map.of("oid", objectIdIn(tenant), "tid", tenant.id());
	}

	/**
	 * Returns the claims that administrators of the tenant have put in place of the true
	 * ones.
	 */
	Map<String, String> claimed() {
		return this.claimed;
	}

}
