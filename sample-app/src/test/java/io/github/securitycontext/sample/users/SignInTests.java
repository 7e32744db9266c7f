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
import java.util.Map;

import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.sample.SampleTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sign-in page and the session of a browser.
 */
@SampleTest
class SignInTests {

	@LocalServerPort
	int port;

	private SampleClient browser;

	@BeforeEach
	void open() {
		this.browser = SampleClient.browser(this.port);
	}

	@ParameterizedTest
	@CsvSource({ "alice,alice,alice · Contoso", "bob,bob,bob · Fabrikam", "carol,carol,carol",
			"dave@example.com,dave,dave@example.com" })
	void everyPreparedUserCanSignIn(String name, String password, String shown) {
		assertRedirect(this.browser.signIn(name, password), "/");
		assertThat(SampleClient.json(this.browser.get("/api/session")).path("user").asString()).isEqualTo(shown);
		assertThat(this.browser.get("/").body()).contains("<title>Contoso Assistant</title>");
	}

	@Test
	void aWrongPasswordLeadsBackToTheSignInPage() {
		assertRedirect(this.browser.signIn("alice", "bob"), "/login?error");
		assertThat(this.browser.get("/login?error").body()).contains("do not belong together");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/index.html" })
	void thePageLeadsToTheSignInPage(String path) {
		assertRedirect(this.browser.get(path), "/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/received", "/api/session" })
	void aCallWithoutSignInIsUnauthorizedWithoutAPopup(String path) {
		assertUnauthorized(this.browser.get(path));
		assertUnauthorized(this.browser.chat("hello"));
		assertUnauthorized(this.browser.stream("hello"));
	}

	private static void assertUnauthorized(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	@Test
	void aCallOfASessionNeedsTheCsrfToken() {
		this.browser.signIn("alice", "alice");
		assertThat(this.browser.chat("hello").statusCode()).isEqualTo(403);
		assertThat(this.browser.stream("hello").statusCode()).isEqualTo(403);
		this.browser.withCsrfToken();
		assertThat(this.browser.chat("hello").statusCode()).isEqualTo(200);
		assertThat(this.browser.stream("hello").statusCode()).isEqualTo(200);
	}

	@Test
	void signingInNeedsTheCsrfToken() {
		assertRedirect(this.browser.form("/login", Map.of("username", "alice", "password", "alice")), "/login");
		assertUnauthorized(this.browser.get("/api/session"));
	}

	@Test
	void signingOutEndsTheSession() {
		this.browser.signIn("alice", "alice");
		assertRedirect(this.browser.withCsrfToken().form("/logout", Map.of()), "/login?signed-out");
		assertUnauthorized(this.browser.get("/api/session"));
	}

	@Test
	void signingOutNeedsTheCsrfToken() {
		this.browser.signIn("alice", "alice");
		assertThat(this.browser.form("/logout", Map.of()).statusCode()).isEqualTo(403);
		assertThat(this.browser.get("/api/session").statusCode()).isEqualTo(200);
	}

	@Test
	void someoneWhoIsSignedInSkipsTheSignInPage() {
		this.browser.signIn("alice", "alice");
		assertRedirect(this.browser.get("/login"), "/");
	}

	@Test
	void pagesForbidScriptsAndFilesOfOtherHosts() {
		assertThat(this.browser.get("/login").headers().firstValue("Content-Security-Policy"))
			.hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'none'; script-src 'self';")
				.doesNotContain("unsafe"));
	}

	@Test
	void theSessionCookieIsKeptFromScriptsAndOtherSites() {
		assertThat(this.browser.get("/login").headers().firstValue("Set-Cookie"))
			.hasValueSatisfying((cookie) -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
	}

	private static void assertRedirect(HttpResponse<String> response, String location) {
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location"))
			.hasValueSatisfying((target) -> assertThat(target).endsWith(location));
	}

}
