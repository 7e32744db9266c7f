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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.saml2.provider.service.authentication.DefaultSaml2AuthenticatedPrincipal;
import org.springframework.security.saml2.provider.service.authentication.Saml2Authentication;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": the object id and the tenant of Microsoft Entra ID, in all the shapes
 * in which Spring Security has them.
 */
class EntraClaimsTests {

	private static final String SAML = "http://schemas.microsoft.com/identity/claims/";

	@AutoClose
	private static final SecuredServer server = SecuredServer.start();

	@ParameterizedTest(name = "{0}")
	@MethodSource("shapes")
	void theObjectIdAndTheTenantOfTheSameTokenAreSent(Authentication authentication) {
		assertThat(server.chatAs(authentication)).isEqualTo(user(OID, TID));
	}

	static Stream<Named<Authentication>> shapes() {
		Map<String, Object> entra = Authentications.entraClaims();
		Map<String, Object> saml = claims(SAML + "objectidentifier", OID, SAML + "tenantid", TID);
		return Stream.of(Named.of("OIDC login", Authentications.oidcLogin(entra)),
				Named.of("OAuth2 login", Authentications.oauth2Login(entra)),
				Named.of("OAuth2 login without issuer",
						Authentications.oauth2Login(claims("sub", "pairwise", "oid", OID, "tid", TID))),
				Named.of("JWT", Authentications.bearerJwt(entra)),
				Named.of("introspected opaque token", Authentications.opaque(entra)),
				Named.of("SAML login", Authentications.saml("alice", saml)),
				Named.of("SAML login of Spring Security 6", legacySaml(saml)),
				Named.of("JWT as principal of another authentication",
						Authentications.named(Authentications.jwt(entra))),
				Named.of("JWT as credentials of another authentication", withCredentials(Authentications.jwt(entra))),
				Named.of("ID token as credentials of another authentication",
						withCredentials(Authentications.idToken(claims("oid", OID, "tid", TID, "sub", OID)))));
	}

	@SuppressWarnings("deprecation")
	private static Authentication legacySaml(Map<String, Object> attributes) {
		return new Saml2Authentication(
				new DefaultSaml2AuthenticatedPrincipal("alice", Authentications.lists(attributes)), "response",
				List.of());
	}

	private static Authentication withCredentials(Object credentials) {
		return UsernamePasswordAuthenticationToken.authenticated("alice", credentials, List.of());
	}

	@Test
	void theObjectIdIsSentExactlyAsTheTokenHasIt() {
		assertThat(server.chatAs(Authentications.bearerJwt("oid", "ABCDEF00-1111-1111-1111-11111111111F", "tid", TID)))
			.isEqualTo(user("ABCDEF00-1111-1111-1111-11111111111F", TID));
	}

	@Test
	void whatTheUserInfoEndpointAddsIsNotMixedWithTheIdToken() {
		Authentication authentication = Authentications.oidcLogin(claims("sub", "pairwise", "oid", OID),
				claims("sub", "pairwise", "oid", "other", "tid", TID));

		assertThat(server.chatAs(authentication)).isEqualTo(user(OID));
	}

	@Test
	void anObjectIdWithoutATenantIsSentAlone() {
		assertThat(server.chatAs(Authentications.bearerJwt("oid", OID))).isEqualTo(user(OID));
	}

	@Test
	void aTenantWithoutAnObjectIdIsNotSent() {
		assertThat(server.chatAs(Authentications.bearerJwt("tid", TID, "sub", "alice"))).isEqualTo(user("token#alice"));
	}

	@Test
	void aClaimThatIsNullIsAbsent() {
		Map<String, Object> attributes = claims("oid", null, "tid", TID, "sub", "alice");

		assertThat(server.chatAs(Authentications.oauth2Login(attributes))).isEqualTo(user("oauth2:entra#alice"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unusableClaims")
	void anObjectIdThatCannotBeSentIsDroppedAndTheFallbackIsNotGuessed(Object oid) {
		assertThat(server.chatAs(Authentications.bearerJwt("oid", oid, "sub", "alice")))
			.isEqualTo(SecuredServer.nobody());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unusableClaims")
	void aTenantThatCannotBeSentCostsOnlyTheTenant(Object tid) {
		assertThat(server.chatAs(Authentications.bearerJwt("oid", OID, "tid", tid))).isEqualTo(user(OID));
	}

	static Stream<Arguments> unusableClaims() {
		return Stream
			.of(Named.of("empty", ""), Named.of("blank", "  "), Named.of("padded", " " + OID),
					Named.of("followed by a no-break space", OID + "\u00a0"), Named.of("line feed", "a\nb"),
					Named.of("escape", "a\u001bb"), Named.of("line separator", "a\u2028b"),
					Named.of("lone surrogate", "a\ud83d"), Named.of("too long", "a".repeat(257)),
					Named.of("number", 42), Named.of("boolean", true), Named.of("map", Map.of("id", OID)),
					Named.of("two texts", List.of(OID, TID)), Named.of("no text", List.of()),
					Named.of("list of a number", List.of(42)), Named.of("list of null", Arrays.asList((Object) null)))
			.map(Arguments::of);
	}

	@Test
	void theLongestIdentifierAndUnusualCharactersAreSent() {
		String id = "\u00e4\u65e5\ud83d\ude00 :/".repeat(36) + "0123";

		assertThat(id).hasSize(256);
		assertThat(server.chatAs(Authentications.bearerJwt("oid", id))).isEqualTo(user(id));
	}

	@Test
	void theFirstConfiguredClaimThatIsPresentWins() {
		try (SecuredServer configured = SecuredServer.start("securitycontext.end-user.id-claims=uid,oid",
				"securitycontext.end-user.tenant-claims=org,tid")) {
			assertThat(configured.chatAs(Authentications.bearerJwt("uid", "u1", "oid", OID, "org", "o1", "tid", TID)))
				.isEqualTo(user("u1", "o1"));
			assertThat(configured.chatAs(Authentications.bearerJwt("oid", OID, "tid", TID))).isEqualTo(user(OID, TID));
			assertThat(configured.chatAs(Authentications.bearerJwt("uid", 42, "oid", OID, "org", "o1")))
				.as("present, though unusable")
				.isEqualTo("{\"application_name\":\"demo\",\"end_user_tenant_id\":\"o1\",\"source_ip\":\"127.0.0.1\"}");
		}
	}

}
