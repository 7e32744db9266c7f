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

package io.github.securitycontext.attribution;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;

import static io.github.securitycontext.attribution.Authentications.ENTRA;
import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": a service is not a person.
 */
class ServicePrincipalTests {

	@AutoClose
	private static final SecuredServer server = SecuredServer.start();

	@ParameterizedTest(name = "{0}")
	@MethodSource("services")
	void aServiceIsNobody(Map<String, Object> claims) {
		assertThat(server.chatAs(Authentications.bearerJwt(claims))).as("JWT").isEqualTo(nobody());
		assertThat(server.chatAs(Authentications.opaque(claims))).as("opaque").isEqualTo(nobody());
		assertThat(server.chatAs(Authentications.named(Authentications.jwt(claims)))).as("principal")
			.isEqualTo(nobody());
		assertThat(server.chatAs(Authentications
			.named(new OAuth2IntrospectionAuthenticatedPrincipal("name", claims, AuthorityUtils.NO_AUTHORITIES))))
			.as("introspected principal")
			.isEqualTo(nobody());
	}

	static Stream<Named<Map<String, Object>>> services() {
		return Stream.of(
				Named.of("idtyp=app",
						claims("iss", ENTRA, "oid", OID, "tid", TID, "sub", "other", "scp", "x", "idtyp", "app")),
				Named.of("oid equals sub, no scp", claims("iss", ENTRA, "oid", OID, "tid", TID, "sub", OID)),
				Named.of("oid equals sub, empty scp", claims("oid", OID, "tid", TID, "sub", OID, "scp", "")),
				Named.of("oid equals sub, blank scp", claims("oid", OID, "tid", TID, "sub", OID, "scp", " ")),
				Named.of("oid equals sub, empty list of scp",
						claims("oid", OID, "tid", TID, "sub", OID, "scp", List.of())),
				Named.of("sub equals client_id",
						claims("iss", "https://id.example.com", "sub", "job", "client_id", "job")),
				Named.of("sub equals azp", claims("iss", "https://id.example.com", "sub", "job", "azp", "job")),
				Named.of("sub equals cid, with scp",
						claims("iss", "https://x.okta.com/oauth2/y", "sub", "job", "cid", "job", "scp",
								List.of("chat"))),
				Named.of("sub equals azp, with scp", claims("sub", "job", "azp", "job", "scp", "chat")),
				Named.of("gty=client-credentials",
						claims("iss", "https://x.auth0.com/", "sub", "job@clients", "gty", "client-credentials")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("people")
	void aPersonIsNotTakenForAService(Map<String, Object> claims) {
		assertThat(server.chatAs(Authentications.bearerJwt(claims))).as("JWT").isEqualTo(user(OID, TID));
		assertThat(server.chatAs(Authentications.opaque(claims))).as("opaque").isEqualTo(user(OID, TID));
	}

	static Stream<Named<Map<String, Object>>> people() {
		return Stream.of(
				Named.of("oid equals sub, with scp", claims("oid", OID, "tid", TID, "sub", OID, "scp", "chat")),
				Named.of("oid equals sub, with a list of scp",
						claims("oid", OID, "tid", TID, "sub", OID, "scp", List.of("chat", "openid"))),
				Named.of("no scp, but another sub", claims("oid", OID, "tid", TID, "sub", "pairwise", "roles", "x")),
				Named.of("no sub", claims("oid", OID, "tid", TID)),
				Named.of("idtyp=user", claims("oid", OID, "tid", TID, "sub", "pairwise", "idtyp", "user")),
				Named.of("idtyp of another case", claims("oid", OID, "tid", TID, "sub", "pairwise", "idtyp", "App")),
				Named.of("another azp", claims("oid", OID, "tid", TID, "sub", "pairwise", "azp", "web-app")),
				Named.of("another grant", claims("oid", OID, "tid", TID, "sub", "pairwise", "gty", "password")));
	}

	@Test
	void whoLogsInInteractivelyIsAPersonWhateverTheClaimsSay() {
		Map<String, Object> b2c = claims("iss", "https://contoso.b2clogin.com/" + TID + "/v2.0/", "oid", OID, "tid",
				TID, "sub", OID);
		Map<String, Object> odd = claims("oid", OID, "tid", TID, "sub", "job", "azp", "job", "client_id", "job",
				"idtyp", "app", "gty", "client-credentials");

		assertThat(server.chatAs(Authentications.oidcLogin(b2c))).isEqualTo(user(OID, TID));
		assertThat(server.chatAs(Authentications.oidcLogin(odd))).isEqualTo(user(OID, TID));
		assertThat(server.chatAs(Authentications.oauth2Login(b2c))).isEqualTo(user(OID, TID));
		assertThat(server.chatAs(Authentications.saml("alice", odd))).isEqualTo(user(OID, TID));
	}

	@Test
	void aServiceIsNobodyEvenIfItsIssuerIsNotBelieved() {
		Map<String, Object> claims = claims("iss", "https://evil.com", "oid", OID, "sub", OID);

		assertThat(server.chatAs(Authentications.bearerJwt(claims))).isEqualTo(nobody());
	}

}
