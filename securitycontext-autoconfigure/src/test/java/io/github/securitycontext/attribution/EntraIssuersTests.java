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

import java.net.URI;
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
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": whose tokens are believed.
 */
class EntraIssuersTests {

	private static final String OTHER_TENANT = "33333333-3333-3333-3333-333333333333";

	@AutoClose
	private static final SecuredServer server = SecuredServer.start(
			"securitycontext.end-user.issuers[0]=https://id.example.com/realms/staff",
			"securitycontext.end-user.issuers[1]=Staff directory",
			"securitycontext.end-user.issuers[2]=https://id.example.com/" + OTHER_TENANT);

	private static String chat(Object issuer) {
		Map<String, Object> claims = claims("oid", OID, "tid", TID, "sub", "alice", "iss", issuer);
		return server.chatAs(Authentications.oauth2Login(claims));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/" + TID + "/v2.0",
			"https://sts.windows.net/" + TID + "/", "https://sts.chinacloudapi.cn/" + TID + "/",
			"https://login.microsoftonline.us/" + TID + "/v2.0",
			"https://login.partner.microsoftonline.cn/" + TID + "/v2.0",
			"https://" + TID + ".ciamlogin.com/" + TID + "/v2.0", "https://contoso.b2clogin.com/" + TID + "/v2.0/",
			"https://contoso.b2clogin.com/tfp/" + TID + "/b2c_1_signin/v2.0/",
			"https://LOGIN.MicrosoftOnline.com/" + TID + "/v2.0", "HTTPS://login.microsoftonline.com/" + TID + "/v2.0",
			"https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0", "https://login.microsoftonline.com" })
	void anEntraAuthorityIsBelieved(String issuer) {
		assertThat(chat(issuer)).isEqualTo(user(OID, TID));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com.evil.com/" + TID + "/v2.0",
			"https://login.microsoftonline.com@evil.com/" + TID + "/v2.0",
			"https://login.microsoftonline.com:x@evil.com/", "https://evil@login.microsoftonline.com/" + TID + "/v2.0",
			"https://login.microsoftonline.com:8443/" + TID + "/v2.0",
			"https://login.microsoftonline.com:443/" + TID + "/v2.0",
			"http://login.microsoftonline.com/" + TID + "/v2.0", "ftp://login.microsoftonline.com/" + TID,
			"login.microsoftonline.com", "//login.microsoftonline.com/" + TID, "https:login.microsoftonline.com",
			"https:///login.microsoftonline.com", "https://evil.com/https://login.microsoftonline.com/",
			"https://evil.com/#login.microsoftonline.com", "https://evil.com\\@login.microsoftonline.com/",
			"https://evil.com\\.login.microsoftonline.com/", "https://evillogin.microsoftonline.com/",
			"https://x.login.microsoftonline.com/", "https://login.microsoftonline.com./" + TID,
			"https://ciamlogin.com/", "https://.ciamlogin.com/", "https://evilciamlogin.com/",
			"https://contoso.ciamlogin.com.evil.com/", "https://b2clogin.com/", "https://contoso.b2clogin.com:444/",
			"https://login.microsoftonline.c\u043em/" + TID, "https://login\u3002microsoftonline.com/" + TID,
			"https://accounts.google.com", "https://id.example.com/realms/staff/",
			"https://id.example.com/realms/STAFF", "https://id.example.com/realms/staff?x", "staff directory", "", " ",
			" https://login.microsoftonline.com/" + TID + "/v2.0" })
	void anybodyElseIsNotBelievedAndTheFallbackApplies(String issuer) {
		assertThat(chat(issuer)).isEqualTo(user("oauth2:entra#alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://id.example.com/realms/staff", "Staff directory" })
	void anIssuerThatTheOperatorListsIsBelieved(String issuer) {
		assertThat(chat(issuer)).isEqualTo(user(OID, TID));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/" + OTHER_TENANT + "/v2.0",
			"https://sts.windows.net/" + OTHER_TENANT + "/",
			"https://sts.windows.net/%33" + "3333333-3333-3333-3333-333333333333/",
			"https://login.microsoftonline.com/" + TID + "/" + OTHER_TENANT,
			"https://login.microsoftonline.com/" + OTHER_TENANT + "/" + TID,
			"https://contoso.b2clogin.com/tfp/" + OTHER_TENANT + "/b2c_1_signin/v2.0/",
			"https://id.example.com/" + OTHER_TENANT })
	void anIssuerWhosePathNamesAnotherTenantIsNotBelieved(String issuer) {
		assertThat(chat(issuer)).isEqualTo(user("oauth2:entra#alice"));
	}

	@Test
	void theTenantInThePathMayBeWrittenInAnotherCase() {
		String tenant = "abcdefab-2222-2222-2222-222222222222";
		String issuer = "https://login.microsoftonline.com/ABCDEFAB-2222-2222-2222-222222222222/v2.0";

		assertThat(server.chatAs(Authentications.bearerJwt("oid", OID, "tid", tenant, "iss", issuer)))
			.isEqualTo(user(OID, tenant));
	}

	@Test
	void aTokenThatNamesNoIssuerIsTakenAsTheApplicationAcceptedIt() {
		assertThat(chat(null)).isEqualTo(user(OID, TID));
	}

	@Test
	void anIssuerMayBeAUrl() throws Exception {
		assertThat(chat(URI.create(Authentications.ENTRA).toURL())).isEqualTo(user(OID, TID));
		assertThat(chat(URI.create("https://evil.com/" + TID).toURL())).isEqualTo(user("oauth2:entra#alice"));
		assertThat(chat(URI.create(Authentications.ENTRA))).isEqualTo(user(OID, TID));
	}

	@Test
	void anIssuerMayBeAListOfOneAsInSaml() {
		assertThat(chat(List.of(Authentications.ENTRA))).isEqualTo(user(OID, TID));
		assertThat(chat(List.of("https://evil.com/"))).isEqualTo(user("oauth2:entra#alice"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("oddIssuers")
	void anIssuerOfAnotherTypeIsNotBelieved(Object issuer) {
		assertThat(chat(issuer)).isEqualTo(user("oauth2:entra#alice"));
	}

	static Stream<Arguments> oddIssuers() {
		return Stream
			.of(42, true, Map.of("iss", Authentications.ENTRA), List.of(), Arrays.asList((Object) null),
					List.of(Authentications.ENTRA, Authentications.ENTRA), List.of(List.of(Authentications.ENTRA)),
					Named.of("only its text looks right", new StringBuilder(Authentications.ENTRA)))
			.map(Arguments::of);
	}

}
