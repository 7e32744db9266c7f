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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.saml2.provider.service.authentication.DefaultSaml2AuthenticatedPrincipal;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": who a user without believable claims is.
 */
@ExtendWith(OutputCaptureExtension.class)
@SameOnAnyJdk
class FallbackNameTests {

	private static final String KEY = "k\u00e9y";

	private static final List<String> PERSONAL = List.of("alice@example.com", "CN=Alice, OU=Staff, O=Example", "UID=7",
			"EXAMPLE\\alice", "Alice Smith", "alice\tsmith", "alice\nsmith", "alice\u000bsmith", "alice\u0085smith",
			"alice\u00a0smith", "alice\u1680smith", "alice\u2003smith", "alice\u2028smith", "alice\u2029smith",
			"alice\u202fsmith", "alice\u205fsmith", "alice\u3000smith", " alice", "alice ");

	private static final List<String> FOREIGN = List.of("11111111-1111-1111-1111-111111111111",
			"ABCDEF00-1111-1111-1111-11111111111F", "{11111111-1111-1111-1111-111111111111}",
			"11111111111111111111111111111111", "2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90",
			"2BD806C97F0E00AF1A1FC3328FA763A9269723C8DB8FAC4F93AF71DB186D6E90");

	private static final List<String> UNSENDABLE = List.of("a\u0000b", "a\u007fb", "a\ud83db", "\udc00",
			"a".repeat(257));

	@AutoClose
	private static final SecuredServer server = SecuredServer.start("securitycontext.end-user.pseudonym-key=" + KEY);

	private static String chat(String name) {
		return server.chatAs(Authentications.named(name));
	}

	private static String hmac(String name) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "alice", "ALICE", "alice.smith", "alice-1", "42", "\u00e5sa", "\u65e5\u672c", "\ud83d\ude00",
					"11111111-1111-1111-1111-11111111111", "g1111111-1111-1111-1111-111111111111", "\u200balice" })
	void aPlainNameIsSentAsItIs(String name) {
		assertThat(chat(name)).isEqualTo(user(name));
	}

	@ParameterizedTest
	@FieldSource("PERSONAL")
	void aNameThatLooksLikePersonalDataBecomesAKeyedPseudonym(String name) {
		assertThat(chat(name)).isEqualTo(user(hmac(name)));
	}

	@ParameterizedTest
	@FieldSource("FOREIGN")
	void aUserCannotPoseAsAnEntraUserNorAsAPseudonym(String name) {
		assertThat(chat(name)).isEqualTo(user(hmac(name)));
	}

	@Test
	void whoHasTheSameNameAtTwoProvidersIsTwoUsers() {
		Map<String, Object> attributes = claims("sub", "583231");

		assertThat(Stream
			.of(Authentications.named("583231"), Authentications.oauth2Login("github", attributes),
					Authentications.oauth2Login("entra", attributes), Authentications.saml("583231", Map.of()),
					Authentications.bearerJwt("iss", "https://id.example.com/a", "sub", "583231"),
					Authentications.bearerJwt("iss", "https://id.example.com/b", "sub", "583231"),
					Authentications.bearerJwt("sub", "583231"))
			.map(server::chatAs)).containsExactly(user("583231"), user("oauth2:github#583231"),
					user("oauth2:entra#583231"), user("saml2:entra#583231"), user("https://id.example.com/a#583231"),
					user("https://id.example.com/b#583231"), user("token#583231"));
	}

	@Test
	void whatAUserInfoEndpointOrAnAssertionSaysOfItsIssuerDoesNotCount() {
		Map<String, Object> attributes = claims("sub", "alice", "iss", "https://id.example.com");

		assertThat(server.chatAs(Authentications.oauth2Login("partner", attributes)))
			.isEqualTo(user("oauth2:partner#alice"));
		assertThat(server.chatAs(Authentications.saml("alice", attributes))).isEqualTo(user("saml2:entra#alice"));
	}

	@Test
	void aUserOfAnIssuerIsKnownByTheSubjectBecauseOtherNamesMayChangeHands() {
		Map<String, Object> claims = claims("iss", "https://id.example.com", "sub", "42", "preferred_username",
				"alice");
		JwtAuthenticationToken alice = new JwtAuthenticationToken(Authentications.jwt(claims), List.of(), "alice");

		assertThat(server.chatAs(alice)).isEqualTo(user("https://id.example.com#42"));
	}

	@Test
	@SuppressWarnings("deprecation")
	void aUserOfAnAssertionThatNamesNoRegistrationIsNotOneOfTheApplication() {
		assertThat(server.chatAs(Authentications.named(new DefaultSaml2AuthenticatedPrincipal("alice", Map.of()))))
			.isEqualTo(user("saml2#alice"));
	}

	@Test
	@SuppressWarnings("deprecation")
	void thePrincipalOfAnAssertionMayNameItsRegistration() {
		DefaultSaml2AuthenticatedPrincipal principal = new DefaultSaml2AuthenticatedPrincipal("alice", Map.of());
		principal.setRelyingPartyRegistrationId("okta");

		assertThat(server.chatAs(Authentications.named(principal))).isEqualTo(user("saml2:okta#alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "oauth2:github#583231", "#583231", "a#" })
	void aUserCannotPoseAsAUserOfAProvider(String name) {
		assertThat(chat(name)).isEqualTo(user(hmac("#" + name)));
	}

	@Test
	void whereAProviderEndsIsClear() {
		assertThat(server.chatAs(Authentications.oauth2Login("a#b", claims("sub", "c"))))
			.isEqualTo(user("oauth2:a%23b#c"));
		assertThat(server.chatAs(Authentications.oauth2Login("a%23b", claims("sub", "c"))))
			.isEqualTo(user("oauth2:a%2523b#c"));
		assertThat(server.chatAs(Authentications.oauth2Login("a", claims("sub", "b#c"))))
			.isEqualTo(user("oauth2:a#b#c"));
	}

	@Test
	void aNameOfAProviderThatLooksLikePersonalDataBecomesAPseudonymOfBoth() {
		assertThat(server.chatAs(Authentications.bearerJwt("iss", "https://id.example.com", "sub", "dave@example.com")))
			.isEqualTo(user(hmac("https://id.example.com#dave@example.com")));
		assertThat(server.chatAs(Authentications.bearerJwt("iss", "dave@example.com", "sub", "42")))
			.isEqualTo(user(hmac("dave@example.com#42")));
	}

	@Test
	void theObjectIdOfAnotherProviderIsNotTakenForOneOfEntra() {
		assertThat(
				server.chatAs(Authentications.bearerJwt("iss", "https://id.example.com", "sub", Authentications.OID)))
			.isEqualTo(user("https://id.example.com#" + Authentications.OID));
	}

	@Test
	void theDistinguishedNameOfACertificateBecomesAPseudonym() {
		String name = "CN=Alice Smith, OU=Staff, O=Example, C=DE";
		Authentication x509 = new PreAuthenticatedAuthenticationToken(name, "certificate", List.of());

		assertThat(server.chatAs(x509)).isEqualTo(user(hmac(name)));
	}

	@Test
	void twoDifferentNamesNeverHaveTheSameId() {
		Stream<String> close = Stream.of("a", "A", "a ", " a", "\ta", "a\u00a0", "a\u0000", "a\u0001", "\u00e9",
				"e\u0301", "\ufb01", "fi", "a\ud800", "a\ud801", "a\udbff", "a\udc00", "a?", "a\ufffd", "\ud800\ud800",
				"\ud800", "a".repeat(256), "a".repeat(257), "a".repeat(258), "a".repeat(257) + "b", "null", "\"a\"",
				hmac("alice@example.com"), hmac("ALICE@example.com"), "ALICE@example.com");
		List<String> names = Stream.of(close, PERSONAL.stream(), FOREIGN.stream(), UNSENDABLE.stream())
			.flatMap(Function.identity())
			.distinct()
			.toList();

		Map<String, List<String>> namesByContext = names.stream()
			.collect(Collectors.groupingBy(FallbackNameTests::chat));

		assertThat(namesByContext).doesNotContainKey(nobody());
		assertThat(namesByContext.values()).allSatisfy((sameContext) -> assertThat(sameContext).hasSize(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void aBlankNameIsNobody(String name) {
		assertThat(chat(name)).isEqualTo(nobody());
	}

	@Test
	void aNameThatIsOnlyTheIdentityOfAnObjectIsNobody() {
		assertThat(server.chatAs(Authentications.named(new Object()))).isEqualTo(nobody());
		assertThat(server.chatAs(Authentications.named(new Account()))).isEqualTo(nobody());
	}

	@Test
	void aUuidIsAName() {
		String uuid = "12345678-1234-1234-1234-123456789abc";
		assertThat(server.chatAs(Authentications.named(UUID.fromString(uuid)))).isEqualTo(user(hmac(uuid)));
	}

	@Test
	void aTextThatTwoPrincipalsMayShareIsNoName() {
		record Masked(String id) {

			@Override
			public String toString() {
				return "Masked[id=***]";
			}

		}
		assertThat(server.chatAs(Authentications.named(new Masked("alice")))).isEqualTo(nobody());
	}

	@Test
	void aPrincipalIsKnownByItsTextIfItHasOne() {
		assertThat(server.chatAs(Authentications.named(42))).isEqualTo(user("42"));
	}

	@Test
	void withoutAKeyAPseudonymIsPlainSha256AndAWarningOnceSaysWhyAKeyIsBetter(CapturedOutput output) {
		try (SecuredServer unkeyed = SecuredServer.start()) {
			assertThat(unkeyed.chatAs(Authentications.named("alice"))).isEqualTo(user("alice"));
			assertThat(output).doesNotContain("pseudonym-key");

			// echo -n alice@example.com | sha256sum
			assertThat(unkeyed.chatAs(Authentications.named("alice@example.com")))
				.isEqualTo(user("ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976"));
			unkeyed.chatAs(Authentications.named("bob@example.com"));
			unkeyed.chatAs(Authentications.named("alice@example.com"));
		}
		assertThat(output.toString().split("securitycontext.end-user.pseudonym-key", -1)).hasSize(2);
		assertThat(output).contains("WARN", "SHA-256").doesNotContain("alice@").doesNotContain("bob@");
	}

	@Test
	void aBlankKeyIsNoKey() {
		try (SecuredServer unkeyed = SecuredServer.start("securitycontext.end-user.pseudonym-key=")) {
			assertThat(unkeyed.chatAs(Authentications.named("alice@example.com")))
				.isEqualTo(user("ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976"));
		}
	}

	@Test
	void personalDataIsSentAsItIsOnlyIfTheOperatorAsks() {
		try (SecuredServer raw = SecuredServer.start("securitycontext.end-user.personal-data=allow",
				"securitycontext.end-user.pseudonym-key=" + KEY)) {
			assertThat(raw.chatAs(Authentications.named("alice@example.com"))).isEqualTo(user("alice@example.com"));
			assertThat(raw.chatAs(Authentications.named("EXAMPLE\\alice"))).isEqualTo(user("EXAMPLE\\\\alice"));
			assertThat(raw.chatAs(Authentications.named("CN=Alice, O=Example"))).isEqualTo(user("CN=Alice, O=Example"));
			assertThat(raw.chatAs(Authentications.named(" alice"))).as("not as it is, hence a pseudonym")
				.isEqualTo(user(hmac(" alice")));
			assertThat(raw.chatAs(Authentications.named(Authentications.OID))).as("could be another user")
				.isEqualTo(user(hmac(Authentications.OID)));
		}
	}

	@Test
	void personalDataCanBeOmitted() {
		try (SecuredServer omitting = SecuredServer.start("securitycontext.end-user.personal-data=omit",
				"securitycontext.end-user.pseudonym-key=" + KEY)) {
			assertThat(PERSONAL)
				.allSatisfy((name) -> assertThat(omitting.chatAs(Authentications.named(name))).isEqualTo(nobody()));
			assertThat(omitting.chatAs(Authentications.named("alice"))).isEqualTo(user("alice"));
			assertThat(omitting.chatAs(Authentications.named(Authentications.OID)))
				.isEqualTo(user(hmac(Authentications.OID)));
		}
	}

	@Test
	void theFallbackCanBeSwitchedOff() {
		try (SecuredServer strict = SecuredServer.start("securitycontext.end-user.fallback=none")) {
			assertThat(strict.chatAs(Authentications.named("alice"))).isEqualTo(nobody());
			assertThat(strict.chatAs(Authentications.named("alice@example.com"))).isEqualTo(nobody());
			assertThat(strict.chatAs(Authentications.oidcLogin(Authentications.entraClaims())))
				.isEqualTo(user(Authentications.OID, Authentications.TID));
		}
	}

	@Test
	void theEndUserCanBeSwitchedOff() {
		try (SecuredServer disabled = SecuredServer.start("securitycontext.end-user.enabled=false")) {
			assertThat(disabled.chatAs(Authentications.named("alice"))).isEqualTo(nobody());
		}
	}

	private static final class Account {

		@Override
		public int hashCode() {
			return 7;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Account;
		}

	}

}
