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

/**
 * The contexts that are expected, to the character.
 */
final class Contexts {

	private Contexts() {
	}

	/**
	 * Returns that of somebody in the tenant of their own.
	 */
	static String of(Person person) {
		return of(person, person.home());
	}

	/**
	 * Returns that of somebody in a tenant.
	 */
	static String of(Person person, Tenant tenant) {
		return "{\"application_name\":\"chat\",\"end_user_id\":\"" + person.objectIdIn(tenant)
				+ "\",\"end_user_tenant_id\":\"" + tenant.id() + "\",\"source_ip\":\"127.0.0.1\"}";
	}

	/**
	 * Returns that of somebody of whom only the subject of a token is believed, which is
	 * unique with its issuer.
	 */
	static String ofSubject(Tenant issuer, String subject) {
		return "{\"application_name\":\"chat\",\"end_user_id\":\"" + issuer.issuer() + "#" + subject
				+ "\",\"source_ip\":\"127.0.0.1\"}";
	}

	/**
	 * Returns that of a request without a person.
	 */
	static String ofNobody() {
		return "{\"application_name\":\"chat\",\"source_ip\":\"127.0.0.1\"}";
	}

}
