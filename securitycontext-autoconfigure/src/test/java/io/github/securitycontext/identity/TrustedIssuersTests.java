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

package io.github.securitycontext.identity;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrustedIssuersTests {

	private static final String TENANT = "22222222-2222-2222-2222-222222222222";

	private static final String OTHER_TENANT = "33333333-3333-3333-3333-333333333333";

	private final TrustedIssuers issuers = new TrustedIssuers(List.of("https://id.example.com/staff", "Staff"));

	private boolean trusts(Object issuer) {
		return this.issuers.isTrusted(Claims.ofIdToken(Map.of("iss", issuer, "tid", TENANT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/" + TENANT + "/v2.0",
			"https://sts.windows.net/" + TENANT, "https://LOGIN.microsoftonline.US",
			"HTTPS://login.partner.microsoftonline.cn/contoso.com/v2.0", "https://contoso.ciamlogin.com/" + TENANT,
			"https://contoso.b2clogin.com/tfp/" + TENANT + "/x/", "https://id.example.com/staff", "Staff" })
	void anAuthorityOfEntraAndWhoIsListedAreBelieved(String issuer) {
		assertThat(trusts(issuer)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://login.microsoftonline.com", "https://login.microsoftonline.com:443",
			"https://x@login.microsoftonline.com", "https:login.microsoftonline.com", "https://evil.example.com",
			"https://evilb2clogin.com", "https://b2clogin.com", "login.microsoftonline.com", "no URI: ^",
			"https://id.example.com/STAFF", "https://id.example.com/staff/", "" })
	void anybodyElseIsNot(String issuer) {
		assertThat(trusts(issuer)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/" + OTHER_TENANT,
			"https://login.microsoftonline.com/" + TENANT + "/" + OTHER_TENANT,
			"https://login.microsoftonline.com/" + OTHER_TENANT + "/" + TENANT })
	void anIssuerThatNamesAnotherTenantIsNot(String issuer) {
		assertThat(trusts(issuer)).isFalse();
		assertThat(this.issuers.isTrusted(Claims.ofIdToken(Map.of("iss", issuer)))).as("claims of no tenant").isTrue();
	}

	@Test
	void theTenantMayBeWrittenInAnotherCase() {
		String tenant = "abcdefab-2222-2222-2222-222222222222";
		String issuer = "https://login.microsoftonline.com/ABCDEFAB-2222-2222-2222-222222222222";
		assertThat(this.issuers.isTrusted(Claims.ofIdToken(Map.of("iss", issuer, "tid", tenant)))).isTrue();
	}

	@Test
	void claimsWithoutAnIssuerAreTakenAsTheyAre() {
		assertThat(this.issuers.isTrusted(Claims.ofIdToken(Map.of("tid", TENANT)))).isTrue();
	}

	@Test
	void anIssuerThatIsNoTextIsNotBelieved() {
		assertThat(trusts(42)).isFalse();
		assertThat(trusts(URI.create("https://sts.windows.net"))).isTrue();
	}

	@Test
	void whatIsKnownOfOneIssuerIsNotBelievedOfAnother() {
		for (int i = 0; i < 2; i++) {
			assertThat(trusts("Staff")).isTrue();
			assertThat(trusts("Mallory")).isFalse();
			assertThat(trusts("https://login.microsoftonline.com/" + OTHER_TENANT)).isFalse();
			assertThat(trusts("https://login.microsoftonline.com/" + TENANT)).isTrue();
		}
	}

}
