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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sign-in with OpenID Connect: the authorization code flow, in an application that is
 * configured by properties alone.
 */
class LoginTests {

	@AutoClose
	private static final RunningApplication application = RunningApplication.start(List.of(), properties());

	private static String[] properties() {
		List<String> properties = new ArrayList<>();
		for (Tenant tenant : Tenant.values()) {
			properties.add("spring.security.oauth2.client.provider." + name(tenant) + ".issuer-uri=" + tenant.issuer());
			properties.addAll(registration(name(tenant), tenant, "openid,profile"));
		}
		properties.addAll(registration("openid", Tenant.CONTOSO, "openid"));
		return properties.toArray(String[]::new);
	}

	private static List<String> registration(String id, Tenant tenant, String scope) {
		String prefix = "spring.security.oauth2.client.registration." + id + ".";
		return List.of(prefix + "provider=" + name(tenant), prefix + "client-id=" + AppRegistration.WEB_APP.id(),
				prefix + "client-secret=" + AppRegistration.WEB_APP.secret(), prefix + "scope=" + scope);
	}

	@Test
	void aCallBelongsToTheUserWhoSignedIn() {
		assertThat(application.ask(signIn(Person.ALICE))).containsOnly(Contexts.of(Person.ALICE));
		assertThat(application.ask(signIn(Person.BOB))).containsOnly(Contexts.of(Person.BOB));
	}

	@Test
	void aGuestBelongsToTheTenantThatIssuedTheToken() {
		assertThat(application.ask(signIn(Person.BOB, "contoso")))
			.containsOnly(Contexts.of(Person.BOB, Tenant.CONTOSO));
	}

	@Test
	void aCallAfterAnotherSignInBelongsToTheOtherUser() {
		Browser browser = signIn(Person.ALICE);
		assertThat(application.ask(browser)).containsOnly(Contexts.of(Person.ALICE));
		browser.forgetSignIn();
		signIn(browser, Person.BOB, "fabrikam");
		assertThat(application.ask(browser)).containsOnly(Contexts.of(Person.BOB));
	}

	@Test
	void withoutTheScopeProfileOnlyTheSubjectIsKnown() {
		String subject = EntraClaims.subject(Person.ALICE, Tenant.CONTOSO, AppRegistration.WEB_APP.id());
		assertThat(application.ask(signIn(Person.ALICE, "openid")))
			.containsOnly(Contexts.ofSubject(Tenant.CONTOSO, subject));
	}

	@Test
	void aTokenThatNamesAnotherTenantThanItsIssuerIsNotBelieved() {
		String subject = EntraClaims.subject(Person.TRUDY, Tenant.TAILSPIN, AppRegistration.WEB_APP.id());
		assertThat(application.ask(signIn(Person.TRUDY))).containsOnly(Contexts.ofSubject(Tenant.TAILSPIN, subject));
	}

	@Test
	void anIssuerThatIsNotListedIsNotBelieved() {
		assertThat(application.ask(signIn(Person.NANCY))).containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, "nancy"));
	}

	@Test
	void anIssuerThatIsNotListedCannotPassASubjectForAnObjectId() {
		String objectId = Person.ALICE.objectIdIn(Tenant.CONTOSO);
		assertThat(application.ask(signIn(Person.MALLORY)))
			.containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, objectId));
	}

	@Test
	void twoUsersOfTwoTenantsAtTheSameTimeAreNeverMixed() {
		Browser alice = signIn(Person.ALICE);
		Browser bob = signIn(Person.BOB);
		Encounter.repeat(() -> assertThat(application.ask(alice)).containsOnly(Contexts.of(Person.ALICE)),
				() -> assertThat(application.ask(bob)).containsOnly(Contexts.of(Person.BOB)), application.endpoint());
	}

	private static String name(Tenant tenant) {
		return tenant.name().toLowerCase(Locale.ROOT);
	}

	private static Browser signIn(Person person) {
		return signIn(person, name(person.home()));
	}

	private static Browser signIn(Person person, String registration) {
		return signIn(new Browser(), person, registration);
	}

	private static Browser signIn(Browser browser, Person person, String registration) {
		assertThat(browser.open(application.uri("/oauth2/authorization/" + registration), person)).hasPath("/")
			.hasNoQuery();
		return browser;
	}

}
