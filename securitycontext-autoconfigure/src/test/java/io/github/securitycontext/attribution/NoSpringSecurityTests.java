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
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.IsolatedApplication;
import io.github.securitycontext.support.SameOnAnyJdk;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": the principal of the request, in an application without Spring
 * Security.
 */
@SameOnAnyJdk
class NoSpringSecurityTests {

	@Test
	void thePrincipalOfTheRequestIsTheUserIfSpringSecurityIsNotConfigured() {
		String exclude = "spring.autoconfigure.exclude="
				+ "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";
		try (ChatServer server = ChatServer.onTomcat(List.of(PrincipalConfiguration.class), exclude)) {
			assertThat(server.chat("X-User", "alice")).isEqualTo(user("alice"));
			assertThat(server.chat()).isEqualTo(nobody());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-security|boot-security", "spring-security-(?!core)|boot-security" })
	void thePrincipalOfTheRequestIsTheUserIfSpringSecurityIsNotOnTheClassPath(String absent) throws Exception {
		assertThat(IsolatedApplication.runWithout(absent, PrincipalApplication.class).result()).containsExactly(
				nobody(), user("alice"), user("ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976"),
				user(OID), user("alice"));
	}

	@Test
	void springSecurityNeedsNeitherOAuth2NorSaml() throws Exception {
		assertThat(IsolatedApplication
			.runWithout("spring-security-(oauth2|saml2)|boot-security-oauth2", BasicApplication.class)
			.result()).containsExactly(user("alice"));
	}

	public static final class PrincipalApplication implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			String chain = "org.springframework.security.web.SecurityFilterChain";
			if (ClassUtils.isPresent(chain, getClass().getClassLoader())) {
				throw new IllegalStateException("Spring Security is here");
			}
			byte[] principal = ("{\"auth_typ\":\"aad\",\"claims\":[{\"typ\":\"oid\",\"val\":\"" + OID + "\"}]}")
				.getBytes(StandardCharsets.UTF_8);
			String header = Base64.getEncoder().encodeToString(principal);
			// Tomcat can be started in one class loader of a process only
			try (ChatServer server = ChatServer.onJetty(List.of(PrincipalConfiguration.class),
					"WEBSITE_AUTH_ENABLED=true")) {
				return List.of(server.chat(), server.chat("X-User", "alice"),
						server.chat("X-User", "alice@example.com"), server.chat("X-MS-CLIENT-PRINCIPAL", header),
						server.chat("X-User", "alice", "X-MS-CLIENT-PRINCIPAL", header));
			}
		}

	}

	public static final class BasicApplication implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			String token = "org.springframework.security.oauth2.core.OAuth2Token";
			if (ClassUtils.isPresent(token, getClass().getClassLoader())) {
				throw new IllegalStateException("OAuth2 is here");
			}
			try (ChatServer server = ChatServer.onJetty(List.of(), "spring.security.user.name=alice",
					"spring.security.user.password=secret")) {
				return List.of(server.chat("Authorization", ChatServer.basic("alice", "secret")));
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrincipalConfiguration {

		/**
		 * Has no order of its own, as the filters of most applications.
		 */
		@Bean
		Filter principalFilter() {
			return (request, response, chain) -> chain.doFilter(new AuthenticatedRequest((HttpServletRequest) request),
					response);
		}

	}

	static class AuthenticatedRequest extends HttpServletRequestWrapper {

		AuthenticatedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Principal getUserPrincipal() {
			String name = getHeader("X-User");
			return (name != null) ? () -> name : null;
		}

	}

}
