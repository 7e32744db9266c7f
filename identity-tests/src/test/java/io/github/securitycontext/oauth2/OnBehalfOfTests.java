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

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An API behind another one, which calls it on behalf of its user.
 */
class OnBehalfOfTests {

	@AutoClose
	private static final RunningApplication api = RunningApplication.startApi(AppRegistration.CHAT_API);

	@AutoClose
	private static final RunningApplication middleTier = RunningApplication.start(List.of(MiddleTier.class),
			properties());

	private static String[] properties() {
		List<String> properties = new ArrayList<>(List.of("api.issuers=" + Tenant.acceptedIssuers(),
				"api.audience=" + AppRegistration.MIDDLE_TIER.id(), "middle-tier.api=" + api.uri("")));
		for (Tenant tenant : Tenant.values()) {
			String registration = "spring.security.oauth2.client.registration." + tenant.id() + ".";
			properties.addAll(
					List.of("spring.security.oauth2.client.provider." + tenant.id() + ".issuer-uri=" + tenant.issuer(),
							registration + "client-id=" + AppRegistration.MIDDLE_TIER.id(),
							registration + "client-secret=" + AppRegistration.MIDDLE_TIER.secret(),
							registration + "authorization-grant-type=urn:ietf:params:oauth:grant-type:jwt-bearer",
							registration + "scope=" + AppRegistration.CHAT_API.scope()));
		}
		return properties.toArray(String[]::new);
	}

	@Test
	void aCallOfTheApiBehindBelongsToTheUserInFront() {
		assertForwarded(user(Person.ALICE), Contexts.of(Person.ALICE));
		assertForwarded(user(Person.BOB), Contexts.of(Person.BOB));
	}

	@Test
	void theApiBehindTakesNoTokenThatIsForTheOneInFront() {
		api.refuse(user(Person.ALICE));
	}

	@Test
	void aGuestBelongsToTheTenantThatIssuedTheToken() {
		String token = Tokens.of(Person.BOB, Tenant.CONTOSO, AppRegistration.DESKTOP_APP, AppRegistration.MIDDLE_TIER);
		assertForwarded(Caller.with(token), Contexts.of(Person.BOB, Tenant.CONTOSO));
	}

	@Test
	void anIssuerThatIsNotListedIsBelievedInNeitherOfThem() {
		String prompt = forward(user(Person.NANCY));
		assertThat(middleTier.contextsOf(prompt)).hasSize(2)
			.containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, "nancy"));
		assertThat(api.contextsOf(prompt)).hasSize(2).containsOnly(Contexts.ofSubject(Tenant.NORTHWIND, "nancy"));
	}

	@Test
	void twoUsersOfTwoTenantsAtTheSameTimeAreNeverMixed() {
		Caller alice = user(Person.ALICE);
		Caller bob = user(Person.BOB);
		Encounter.repeat(() -> assertForwarded(alice, Contexts.of(Person.ALICE)),
				() -> assertForwarded(bob, Contexts.of(Person.BOB)), middleTier.endpoint(), api.endpoint());
	}

	private static Caller user(Person person) {
		return Caller.with(Tokens.of(person, AppRegistration.DESKTOP_APP, AppRegistration.MIDDLE_TIER));
	}

	private static void assertForwarded(Caller caller, String context) {
		String prompt = forward(caller);
		assertThat(middleTier.contextsOf(prompt)).hasSize(2).containsOnly(context);
		assertThat(api.contextsOf(prompt)).hasSize(2).containsOnly(context);
	}

	private static String forward(Caller caller) {
		String prompt = UUID.randomUUID().toString();
		HttpResponse<String> response = caller.get(middleTier.uri("/forward?prompt=" + prompt));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return prompt;
	}

}
