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

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.azure.ai.openai.OpenAIAsyncClient;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.ChatApplication;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.SwitchUserWebFilter;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user" of a reactive request, whom a mechanism of Spring Security
 * authenticates.
 */
class ReactiveMechanismTests {

	@AutoClose
	private static final ReactiveChatServer server = ReactiveChatServer.on(WebServer.NETTY, List.of(Application.class));

	@Test
	void aCallBelongsToTheUserOfBasicAuthentication() {
		assertThat(server.get("/chat").statusCode()).isEqualTo(401);
		assertThat(server.get("/chat", "Authorization", ChatApplication.basic("alice", "wrong")).statusCode())
			.isEqualTo(401);
		assertThat(server.chat("Authorization", ChatApplication.basic("alice", "secret"))).isEqualTo(user("alice"));
		assertThat(server.chat("Authorization", ChatApplication.basic("bob", "secret"))).isEqualTo(user("bob"));
	}

	@Test
	void aCallBelongsToTheUserOfTheJwt() {
		assertThat(server.calls("/bearer/chat", "Authorization", "Bearer entra")).containsExactly(user(OID, TID));
		assertThat(server.calls("/bearer/chat", "Authorization", "Bearer other"))
			.containsExactly(user("https://id.example.com#alice"));
		assertThat(server.calls("/bearer/chat", "Authorization", "Bearer service")).containsExactly(nobody());
		assertThat(server.get("/bearer/chat").statusCode()).isEqualTo(401);
	}

	@Test
	void aCallThatALoginMakesBelongsToTheUserWhoSignedIn() {
		assertThat(server.calls("/login/chat", "Authorization", ChatApplication.basic("alice", "secret")))
			.containsExactly(user("alice"));
	}

	@Test
	void aCallBelongsToTheUserOfTheSession() {
		String session = sessionOf(server.get("/chat", "Authorization", ChatApplication.basic("alice", "secret")));
		assertThat(server.chat("Cookie", session)).isEqualTo(user("alice"));
	}

	@Test
	void aCallOfAnImpersonatedUserBelongsToTheImpersonator() {
		String session = sessionOf(
				server.get("/impersonate?username=bob", "Authorization", ChatApplication.basic("alice", "secret")));
		assertThat(server.get("/whoami", "Cookie", session).body()).isEqualTo("bob");
		assertThat(server.chat("Cookie", session)).isEqualTo(user("alice"));
	}

	private static String sessionOf(HttpResponse<String> response) {
		List<String> cookies = response.headers().allValues("Set-Cookie");
		String last = cookies.get(cookies.size() - 1);
		return last.substring(0, last.indexOf(';'));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private static final Map<String, UserDetails> USERS = Map.of("alice",
				User.withUsername("alice").password("{noop}secret").roles("USER").build(), "bob",
				User.withUsername("bob").password("{noop}secret").roles("USER").build());

		private static final Map<String, Map<String, Object>> TOKENS = Map.of("entra", Authentications.entraClaims(),
				"other", claims("iss", "https://id.example.com", "oid", OID, "sub", "alice", "scp", "x"), "service",
				claims("sub", "job", "azp", "job"));

		/**
		 * Cannot update passwords.
		 */
		@Bean
		ReactiveUserDetailsService users() {
			return (name) -> Mono.justOrEmpty(USERS.get(name));
		}

		@Bean
		ReactiveJwtDecoder jwtDecoder() {
			return (token) -> Mono.justOrEmpty(TOKENS.get(token)).map(Authentications::jwt);
		}

		@Bean
		@Order(1)
		SecurityWebFilterChain bearer(ServerHttpSecurity http) {
			return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/bearer/**"))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
				.build();
		}

		/**
		 * Makes a call where others redirect.
		 */
		@Bean
		@Order(2)
		SecurityWebFilterChain login(ServerHttpSecurity http, OpenAIAsyncClient client) {
			return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/login/**"))
				.httpBasic((basic) -> basic
					.authenticationSuccessHandler((exchange, authentication) -> ReactiveChatServer.ask(client).then()))
				.build();
		}

		@Bean
		SecurityWebFilterChain basic(ServerHttpSecurity http, ReactiveUserDetailsService users) {
			SwitchUserWebFilter switchUser = new SwitchUserWebFilter(users, "/whoami", null);
			switchUser
				.setSwitchUserMatcher(new PathPatternParserServerWebExchangeMatcher("/impersonate", HttpMethod.GET));
			switchUser.setSecurityContextRepository(new WebSessionServerSecurityContextRepository());
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.httpBasic((basic) -> basic.securityContextRepository(new WebSessionServerSecurityContextRepository()))
				.addFilterAfter(switchUser, SecurityWebFiltersOrder.AUTHORIZATION)
				.build();
		}

		@Bean
		Endpoints endpoints(OpenAIAsyncClient client) {
			return Endpoints.of()
				.get("/bearer/chat", (request) -> ReactiveChatServer.ask(client))
				.get("/whoami", (request) -> request.principal().map((principal) -> principal.getName()));
		}

	}

}
