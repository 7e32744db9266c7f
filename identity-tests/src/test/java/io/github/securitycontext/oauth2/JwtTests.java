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

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An API that people and daemons of several tenants call with JWTs.
 */
class JwtTests extends AbstractBearerTokenTests {

	@AutoClose
	private static final RunningApplication api = RunningApplication.startApi(AppRegistration.CHAT_API);

	@Test
	void aGuestBelongsToTheTenantThatIssuedTheToken() {
		String token = Tokens.of(Person.BOB, Tenant.CONTOSO, AppRegistration.DESKTOP_APP, AppRegistration.CHAT_API);
		assertThat(api.ask(Caller.with(token))).containsOnly(Contexts.of(Person.BOB, Tenant.CONTOSO));
	}

	@ParameterizedTest
	@EnumSource
	void aDaemonIsNobody(Tenant tenant) {
		String token = Tokens.ofApp(AppRegistration.DAEMON, tenant, AppRegistration.CHAT_API);
		assertThat(api.ask(Caller.with(token))).containsOnly(Contexts.ofNobody());
	}

	@ParameterizedTest
	@EnumSource
	void aDaemonIsNobodyWithoutTheOptionalClaimToo(Tenant tenant) {
		String token = Tokens.ofApp(AppRegistration.PLAIN_DAEMON, tenant, AppRegistration.CHAT_API);
		assertThat(api.ask(Caller.with(token))).containsOnly(Contexts.ofNobody());
	}

	@Test
	void aDaemonAtTheSameTimeAsAUserIsStillNobody() {
		Caller alice = user(Person.ALICE);
		Caller daemon = Caller.with(Tokens.ofApp(AppRegistration.DAEMON, Tenant.CONTOSO, AppRegistration.CHAT_API));
		Encounter.repeat(() -> assertThat(api.ask(alice)).containsOnly(Contexts.of(Person.ALICE)),
				() -> assertThat(api.ask(daemon)).containsOnly(Contexts.ofNobody()), api.endpoint());
	}

	@Test
	void onlyTheListOfIssuersDecidesWhoIsBelieved() {
		try (RunningApplication other = RunningApplication.startApi(AppRegistration.CHAT_API,
				"securitycontext.end-user.issuers=" + Tenant.FABRIKAM.issuer())) {
			assertThat(other.ask(user(Person.BOB))).containsOnly(Contexts.of(Person.BOB));
			String subject = EntraClaims.subject(Person.ALICE, Tenant.CONTOSO, AppRegistration.CHAT_API.id());
			assertThat(other.ask(user(Person.ALICE))).containsOnly(Contexts.ofSubject(Tenant.CONTOSO, subject));
		}
	}

	@Test
	void anApiOfOneTenantNeedsNoCodeAndKnowsNoOther() {
		try (RunningApplication contoso = RunningApplication.start(List.of(),
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + Tenant.CONTOSO.issuer(),
				"spring.security.oauth2.resourceserver.jwt.audiences=" + AppRegistration.CHAT_API.id())) {
			assertThat(contoso.ask(user(Person.ALICE))).containsOnly(Contexts.of(Person.ALICE));
			contoso.refuse(user(Person.BOB));
		}
	}

	@Override
	RunningApplication api() {
		return api;
	}

	@Override
	Caller user(Person person) {
		return Caller.with(Tokens.of(person, AppRegistration.DESKTOP_APP, AppRegistration.CHAT_API));
	}

}
