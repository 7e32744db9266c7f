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

package io.github.securitycontext.reactive;

import java.util.List;

import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.reactive.ReactiveNoSpringSecurityTests.entra;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user" of a reactive request whom the built-in authentication of App Service
 * signed in.
 */
class ReactiveAppServiceTests {

	private static final String HEADER = "X-MS-CLIENT-PRINCIPAL";

	@ParameterizedTest
	@EnumSource
	void whomAppServiceSignedInIsTheUserIfTheApplicationKnowsNobody(WebServer webServer) {
		try (ReactiveChatServer server = ReactiveSecuredServer.start(webServer, List.of(),
				"WEBSITE_AUTH_ENABLED=True")) {
			assertThat(server.chat(HEADER, entra())).isEqualTo(user(OID, TID));
			assertThat(server.chat()).isEqualTo(nobody());
			assertThat(server.chat(HEADER, entra(), HEADER, entra())).as("two headers").isEqualTo(nobody());
			assertThat(server.chat(HEADER, "%%%")).as("malformed").isEqualTo(nobody());
			assertThat(ReactiveSecuredServer.chatAs(server, Authentications.named("alice"), HEADER, entra()))
				.isEqualTo(user("alice"));
			assertThat(ReactiveSecuredServer.chatAs(server, Authentications.bearerJwt("sub", "job", "azp", "job"),
					HEADER, entra()))
				.as("a service")
				.isEqualTo(nobody());
			assertThat(ReactiveSecuredServer.chatAs(server,
					UsernamePasswordAuthenticationToken.unauthenticated("mallory", "x"), HEADER, entra()))
				.as("who only tried")
				.isEqualTo(user(OID, TID));
		}
	}

	@Test
	void theHeaderIsBelievedOnlyWhereAppServiceAuthenticates() {
		for (String property : List.of("WEBSITE_AUTH_ENABLED=false", "WEBSITE_AUTH_ENABLED=",
				"WEBSITE_SITE_NAME=site")) {
			try (ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.NETTY, List.of(), property,
					"CONTAINER_APP_NAME=app")) {
				assertThat(server.chat(HEADER, entra())).isEqualTo(nobody());
			}
		}
	}

}
