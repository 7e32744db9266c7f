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

package io.github.securitycontext.sample.users;

import java.net.http.HttpResponse;
import java.util.List;

import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs that bring HTTP Basic credentials.
 */
@SampleTest
class BasicCredentialsTests {

	@LocalServerPort
	int port;

	@ParameterizedTest
	@CsvSource({ "alice,alice", "bob,bob", "carol,carol", "dave@example.com,dave" })
	void everyPreparedUserMayCallWithoutCsrfTokenAndGetsNoSession(String name, String password) {
		SampleClient program = SampleClient.program(this.port, name, password);
		for (HttpResponse<String> response : List.of(program.chat("hello"), program.stream("hello"),
				program.get("/api/received"))) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
		}
	}

	@Test
	void wrongCredentialsAreUnauthorizedWithoutAPopup() {
		HttpResponse<String> response = SampleClient.program(this.port, "alice", "wrong").chat("hello");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic", "Basic ", "Basic !", "basic YWxpY2U=", "Basicx YWxpY2U6YWxpY2U=", "BASIC  " })
	void aMalformedHeaderIsUnauthorizedEvenInASession(String header) {
		SampleClient browser = SampleClient.browser(this.port);
		browser.signIn("alice", "alice");
		assertThat(browser.with("Authorization", header).chat("hello").statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer x", "Digest x", "x Basic YWxpY2U6YWxpY2U=" })
	void anotherSchemeDoesNotGetRoundTheCsrfToken(String header) {
		SampleClient browser = SampleClient.browser(this.port);
		browser.signIn("alice", "alice");
		assertThat(browser.with("Authorization", header).chat("hello").statusCode()).isEqualTo(403);
	}

	@Test
	void credentialsCountAndNotASessionBesideThem() {
		SampleClient browser = SampleClient.browser(this.port);
		browser.signIn("alice", "alice");
		browser.with("Authorization", "Basic Ym9iOmJvYg==");
		assertThat(SampleClient.json(browser.get("/api/session")).path("user").asString()).isEqualTo("bob · Fabrikam");
	}

	@Test
	void anUnknownAddressIsNotFoundAndNotUnauthorized() {
		assertThat(SampleClient.program(this.port, "alice", "alice").get("/nowhere").statusCode()).isEqualTo(404);
	}

}
