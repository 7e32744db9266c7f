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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for access tokens of every format.
 */
abstract class AbstractBearerTokenTests {

	/**
	 * Returns an API that accepts tokens of this format.
	 */
	abstract RunningApplication api();

	/**
	 * Returns a caller with a token of a person.
	 */
	abstract Caller user(Person person);

	@Test
	void aCallBelongsToTheUserOfTheToken() {
		assertThat(api().ask(user(Person.ALICE))).containsOnly(Contexts.of(Person.ALICE));
		assertThat(api().ask(user(Person.BOB))).containsOnly(Contexts.of(Person.BOB));
	}

	@Test
	void aTokenThatNamesAnotherTenantThanItsIssuerIsNotBelieved() {
		String subject = EntraClaims.subject(Person.TRUDY, Tenant.TAILSPIN, AppRegistration.CHAT_API.id());
		assertThat(api().ask(user(Person.TRUDY))).containsOnly(Contexts.ofSubject(Tenant.TAILSPIN, subject));
	}

	@Test
	void anIssuerThatIsNotListedIsNotBelieved() {
		assertThat(api().ask(user(Person.NANCY))).containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, "nancy"));
	}

	@Test
	void anIssuerThatIsNotListedCannotPassASubjectForAnObjectId() {
		String objectId = Person.ALICE.objectIdIn(Tenant.CONTOSO);
		assertThat(api().ask(user(Person.MALLORY))).containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, objectId));
	}

	@Test
	void twoUsersOfTwoTenantsAtTheSameTimeAreNeverMixed() {
		Caller alice = user(Person.ALICE);
		Caller bob = user(Person.BOB);
		Encounter.repeat(() -> assertThat(api().ask(alice)).containsOnly(Contexts.of(Person.ALICE)),
				() -> assertThat(api().ask(bob)).containsOnly(Contexts.of(Person.BOB)), api().endpoint());
	}

}
