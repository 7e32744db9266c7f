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

import java.net.URI;
import java.util.stream.Stream;

/**
 * An organisation in the directory of the {@link AuthorizationServer}.
 */
enum Tenant {

	CONTOSO("7b1c6a52-3f0d-4f6e-9a2b-5d8e41c0f7a3"),

	FABRIKAM("c4e9d013-8a77-4b52-b1f6-0e2f9d6a5b84"),

	/**
	 * Believed like the two before, but lets its people claim to be of another tenant.
	 */
	TAILSPIN("e2d7b3c8-15fa-49d0-8c64-3ab9f0d1e275"),

	/** Accepted by the applications, but not believed. */
	NORTHWIND("05c8fb91-6e2d-4a37-b0d9-f418e7a2c36b");

	private final String id;

	Tenant(String id) {
		this.id = id;
	}

	String id() {
		return this.id;
	}

	/**
	 * Returns the issuer of its tokens, in the form that Entra ID's have.
	 */
	String issuer() {
		return AuthorizationServer.url() + "/" + this.id + "/v2.0";
	}

	static Tenant ofIssuer(String issuer) {
		String path = URI.create(issuer).getPath();
		return Stream.of(values()).filter((tenant) -> path.equals("/" + tenant.id + "/v2.0")).findFirst().orElseThrow();
	}

	/**
	 * Returns the issuers whose claims the applications are to believe.
	 */
	static String believedIssuers() {
		return String.join(",", CONTOSO.issuer(), FABRIKAM.issuer(), TAILSPIN.issuer());
	}

	/**
	 * Returns the issuers whose tokens the applications accept.
	 */
	static String acceptedIssuers() {
		return believedIssuers() + "," + NORTHWIND.issuer();
	}

}
