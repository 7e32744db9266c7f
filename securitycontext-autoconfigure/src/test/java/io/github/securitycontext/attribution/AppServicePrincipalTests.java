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
import java.util.Base64;
import java.util.stream.Stream;

import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.identity.EndUser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

import static io.github.securitycontext.attribution.Authentications.ENTRA;
import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": whom the built-in authentication of App Service signed in.
 */
@ExtendWith(OutputCaptureExtension.class)
class AppServicePrincipalTests {

	private static final String HEADER = "X-MS-CLIENT-PRINCIPAL";

	private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";

	private static final String SUBJECT = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

	@AutoClose
	private static final SecuredServer server = SecuredServer.start("WEBSITE_AUTH_ENABLED=True");

	private static String principal(String provider, String... claims) {
		StringBuilder json = new StringBuilder("{\"auth_typ\":\"").append(provider).append("\",\"claims\":[");
		for (int i = 0; i < claims.length; i += 2) {
			json.append((i > 0) ? "," : "").append("{\"typ\":\"" + claims[i] + "\",\"val\":\"" + claims[i + 1] + "\"}");
		}
		return encode(json.append("],\"name_typ\":\"name\",\"role_typ\":\"roles\"}").toString());
	}

	private static String encode(String json) {
		return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	private static String entra() {
		return principal("aad", "aud", "app", "iss", ENTRA, "iat", "1", MICROSOFT + "objectidentifier", OID,
				"preferred_username", "alice@example.com", "roles", "reader", "roles", "writer", SUBJECT, "pairwise",
				MICROSOFT + "tenantid", TID, "ver", "2.0");
	}

	private static String chat(String... headers) {
		return server.chatServer().chat(headers);
	}

	@Test
	void theObjectIdAndTheTenantOfAnEntraUserAreSent() {
		assertThat(chat(HEADER, entra())).isEqualTo(user(OID, TID));
		assertThat(chat(HEADER, principal("aad", "oid", OID, "tid", TID))).isEqualTo(user(OID, TID));
	}

	@Test
	void theHeaderIsBelievedOnlyWhereAppServiceAuthenticates() {
		for (String property : new String[] { "WEBSITE_AUTH_ENABLED=false", "WEBSITE_AUTH_ENABLED=",
				"WEBSITE_SITE_NAME=site" }) {
			try (SecuredServer elsewhere = SecuredServer.start(property, "CONTAINER_APP_NAME=app")) {
				assertThat(elsewhere.chatServer().chat(HEADER, entra())).isEqualTo(nobody());
			}
		}
	}

	@Test
	void whoTheApplicationAuthenticatedComesFirst() {
		assertThat(server.chatAs(Authentications.named("alice"), HEADER, entra())).isEqualTo(user("alice"));
		assertThat(server.chatAs(Authentications.bearerJwt("sub", "job", "azp", "job"), HEADER, entra()))
			.isEqualTo(nobody());
	}

	@Test
	void whoOnlyTriedToAuthenticateDoesNotCount() {
		assertThat(server.chatAs(UsernamePasswordAuthenticationToken.unauthenticated("mallory", "x"), HEADER, entra()))
			.isEqualTo(user(OID, TID));
	}

	@Test
	void anotherProviderGoesThroughTheFallbackWhateverItsClaims() {
		assertThat(chat(HEADER, principal("google", "oid", OID, "tid", TID, SUBJECT, "42")))
			.isEqualTo(user("app-service:google#42"));
		assertThat(chat(HEADER, principal("facebook", SUBJECT, "42"))).isEqualTo(user("app-service:facebook#42"));
		assertThat(chat(HEADER, principal("google", "oid", OID))).isEqualTo(nobody());
	}

	@Test
	void anEntraTokenOfAnUnknownIssuerOrAnotherTenantGoesThroughTheFallback() {
		assertThat(
				chat(HEADER, principal("aad", "iss", "https://evil.com/", "oid", OID, "tid", TID, "sub", "pairwise")))
			.isEqualTo(user("app-service:aad#pairwise"));
		assertThat(chat(HEADER, principal("aad", "iss", ENTRA, "oid", OID, "tid", OID, "sub", "pairwise")))
			.isEqualTo(user("app-service:aad#pairwise"));
	}

	@Test
	void aServiceIsNobody() {
		assertThat(chat(HEADER, principal("aad", "iss", ENTRA, MICROSOFT + "objectidentifier", OID, SUBJECT, OID,
				MICROSOFT + "tenantid", TID)))
			.isEqualTo(nobody());
		assertThat(chat(HEADER, principal("aad", "oid", OID, "tid", TID, "sub", "x", "idtyp", "app")))
			.isEqualTo(nobody());
	}

	@Test
	void whoLogsInIsAPersonAlsoIfTheSubjectIsTheObjectIdAsInAzureAdB2c() {
		assertThat(chat(HEADER, principal("aad", "iss", ENTRA, MICROSOFT + "objectidentifier", OID, SUBJECT, OID, "tid",
				TID, "nonce", "n", "tfp", "B2C_1_signin")))
			.isEqualTo(user(OID, TID));
	}

	@Test
	void anIdentifierThatOccursTwiceIsDropped() {
		assertThat(chat(HEADER, principal("aad", "oid", OID, "oid", TID, "tid", TID, "sub", "pairwise")))
			.doesNotContain("end_user_id");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("malformed")
	void aMalformedHeaderIsNobody(String header) {
		assertThat(chat(HEADER, header)).isEqualTo(nobody());
	}

	static Stream<Named<String>> malformed() {
		return Stream.of(Named.of("no Base64", "%%%"), Named.of("cut off", entra().substring(0, 41)),
				Named.of("empty", ""), Named.of("no JSON", encode("hello")), Named.of("a list", encode("[1]")),
				Named.of("null", encode("null")), Named.of("no provider", encode("{\"claims\":[]}")),
				Named.of("blank provider", principal(" ", "oid", OID)),
				Named.of("provider of another type", encode("{\"auth_typ\":[\"aad\"],\"claims\":[]}")),
				Named.of("no claims", encode("{\"auth_typ\":\"aad\"}")),
				Named.of("claims of another type", encode("{\"auth_typ\":\"aad\",\"claims\":{\"oid\":\"x\"}}")),
				Named.of("claim of another type", encode(
						"{\"auth_typ\":\"aad\",\"claims\":[7,null,{\"typ\":\"oid\",\"val\":7},{\"typ\":\"sub\"}]}")),
				Named.of("two joined by a comma", entra() + "," + entra()),
				Named.of("second value", encode("{\"auth_typ\":\"aad\"}{}")),
				Named.of("trailing comma", encode("{\"auth_typ\":\"aad\",}")),
				Named.of("member that occurs twice", encode("{\"auth_typ\":\"google\",\"auth_typ\":\"aad\"}")),
				Named.of("single quotes", encode("{'auth_typ':'aad'}")),
				Named.of("unknown escape", principal("aad", "oid", "\\x")),
				Named.of("escape that is cut off", encode("{\"auth_typ\":\"\\u00")),
				Named.of("line feed in a text", principal("aad", "oid", "a\nb")),
				Named.of("numbers", encode("{\"auth_typ\":-1.5e+3,\"claims\":[01]}")),
				Named.of("deep", encode("{\"auth_typ\":" + "[".repeat(1500) + "]".repeat(1500) + "}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[x", "x]", "{x", "x}", "x},{", ",", ":", "\\\"", "\\\\", "\\\\\\\",",
			"x\\\"},{\\\"typ\\\":\\\"oid\\\",\\\"val\\\":\\\"victim", "\\u005b", "\u65e5 \\t\\/" })
	void whatAUserWritesIntoADisplayNameChangesNoOtherClaim(String name) {
		assertThat(chat(HEADER,
				principal("aad", "name", name, "oid", OID, "given_name", name, "tid", TID, "nickname", name)))
			.isEqualTo(user(OID, TID));
	}

	@Test
	void ofTwoHeadersNeitherIsBelieved() {
		assertThat(chat(HEADER, entra(), HEADER, entra())).isEqualTo(nobody());
		assertThat(chat(HEADER, entra(), HEADER.toLowerCase(), principal("google", "sub", "42"))).isEqualTo(nobody());
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-MS-CLIENT-PRINCIPAL-ID", "X-MS-CLIENT-PRINCIPAL-NAME" })
	void theOtherHeadersOfAppServiceAreNotRead(String header) {
		assertThat(chat(header, OID, "X-MS-CLIENT-PRINCIPAL-IDP", "aad")).isEqualTo(nobody());
	}

	@Test
	void theTextOfAPrincipalSaysNothingOfTheUser() {
		AppServicePrincipal alice = AppServicePrincipal.parse(principal("google", "sub", "alice"));

		assertThat(alice.getName()).isEqualTo("app-service:google#alice");
		assertThat(alice).asString().contains("google").doesNotContain("alice");
		assertThat(new EndUser("alice", null)).asString().doesNotContain("alice");
	}

	@Test
	void aMalformedHeaderIsWarnedOfOnceWithoutItsContent(CapturedOutput output) {
		try (SecuredServer own = SecuredServer.start("WEBSITE_AUTH_ENABLED=true")) {
			for (int i = 0; i < 3; i++) {
				assertThat(own.chatServer().chat(HEADER, encode("{\"alice@example.com\"" + i))).isEqualTo(nobody());
			}
		}
		assertThat(output.toString().lines().filter((line) -> line.contains(HEADER))).singleElement()
			.asString()
			.contains("WARN");
		assertThat(output).doesNotContain("alice");
	}

}
