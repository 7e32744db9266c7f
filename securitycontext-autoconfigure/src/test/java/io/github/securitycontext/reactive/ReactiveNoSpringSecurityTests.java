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

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.support.IsolatedApplication;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user" of a reactive request: the principal of the exchange, in an application
 * without Spring Security.
 */
@SameOnAnyJdk
class ReactiveNoSpringSecurityTests {

	private static final String HEADER = "X-MS-CLIENT-PRINCIPAL";

	private static final String WITHOUT_SECURITY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.reactive"
			+ ".ReactiveManagementWebSecurityAutoConfiguration";

	/**
	 * The header of a user of Entra.
	 */
	static String entra() {
		return Base64.getEncoder()
			.encodeToString(("{\"auth_typ\":\"aad\",\"claims\":[{\"typ\":\"oid\",\"val\":\"" + OID
					+ "\"},{\"typ\":\"tid\",\"val\":\"" + TID + "\"}]}")
				.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void thePrincipalOfTheExchangeIsTheUserIfSpringSecurityIsNotConfigured() {
		try (ReactiveChatServer server = ReactiveChatServer.on(WebServer.NETTY, List.of(PrincipalConfiguration.class),
				WITHOUT_SECURITY)) {
			assertThat(server.chat("X-User", "alice")).isEqualTo(user("alice"));
			assertThat(server.chat()).isEqualTo(nobody());
			assertThat(server.chat(HEADER, entra())).isEqualTo(nobody());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-security|boot-security|servlet|tomcat|jetty|undertow|webmvc",
			"spring-security-(?!core)|boot-security", "spring-security|boot-security|context-propagation" })
	void thePrincipalOfTheExchangeIsTheUserIfSpringSecurityIsNotOnTheClassPath(String absent) throws Exception {
		assertThat(IsolatedApplication.runWithout(absent, PrincipalApplication.class).result())
			.containsExactly(nobody(), user("alice"), user(OID, TID), user("alice"));
	}

	public static final class PrincipalApplication implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			String chain = "org.springframework.security.web.server.SecurityWebFilterChain";
			if (ClassUtils.isPresent(chain, getClass().getClassLoader())) {
				throw new IllegalStateException("Spring Security is here");
			}
			try (ReactiveChatServer server = ReactiveChatServer.on(WebServer.NETTY,
					List.of(PrincipalConfiguration.class), "WEBSITE_AUTH_ENABLED=true")) {
				return List.of(server.chat(), server.chat("X-User", "alice"), server.chat(HEADER, entra()),
						server.chat("X-User", "alice", HEADER, entra()));
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrincipalConfiguration {

		/**
		 * Has no order of its own, as the filters of most applications.
		 */
		@Bean
		WebFilter principalFilter() {
			return (exchange, chain) -> {
				String user = exchange.getRequest().getHeaders().getFirst("X-User");
				return chain.filter((user != null) ? authenticated(exchange, user) : exchange);
			};
		}

		private static ServerWebExchange authenticated(ServerWebExchange exchange, String name) {
			Principal principal = () -> name;
			return exchange.mutate().principal(Mono.just(principal)).build();
		}

	}

}
