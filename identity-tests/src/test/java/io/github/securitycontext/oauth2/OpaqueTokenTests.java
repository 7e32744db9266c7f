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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An API, configured by properties alone, that has the authorization server explain the
 * tokens.
 */
class OpaqueTokenTests extends AbstractBearerTokenTests {

	@AutoClose
	private static final RunningApplication api = RunningApplication.start(List.of(),
			"spring.security.oauth2.resourceserver.opaquetoken.introspection-uri=" + Tenant.CONTOSO.issuer()
					+ "/oauth2/introspect",
			"spring.security.oauth2.resourceserver.opaquetoken.client-id=" + AppRegistration.CHAT_API.id(),
			"spring.security.oauth2.resourceserver.opaquetoken.client-secret=" + AppRegistration.CHAT_API.secret());

	@Test
	void aDaemonIsNobody() {
		String token = Tokens.ofApp(AppRegistration.OPAQUE_DAEMON, Tenant.FABRIKAM, AppRegistration.CHAT_API);
		assertThat(api.ask(Caller.with(token))).containsOnly(Contexts.ofNobody());
	}

	@Test
	void aTokenThatWasRevokedMakesNoCall() {
		String token = Tokens.of(Person.ALICE, AppRegistration.OPAQUE_DESKTOP_APP, AppRegistration.CHAT_API);
		Caller alice = Caller.with(token);
		assertThat(api.ask(alice)).containsOnly(Contexts.of(Person.ALICE));
		Tokens.revoke(token, Tenant.CONTOSO, AppRegistration.OPAQUE_DESKTOP_APP);
		api.refuse(alice);
	}

	@Override
	RunningApplication api() {
		return api;
	}

	@Override
	Caller user(Person person) {
		return Caller.with(Tokens.of(person, AppRegistration.OPAQUE_DESKTOP_APP, AppRegistration.CHAT_API));
	}

}
