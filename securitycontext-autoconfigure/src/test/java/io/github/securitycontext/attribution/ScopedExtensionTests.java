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

import java.util.List;

import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that extend the context may live as long as a request, and then answer for no
 * other.
 */
class ScopedExtensionTests {

	@Test
	void aBeanOfTheRequestAnswersForThatRequestAlone() {
		try (ChatServer server = ChatServer.onTomcat(List.of(Extensions.class))) {
			assertAnswersForOneRequest(server);
		}
	}

	@Test
	void aBeanBehindAScopedProxyAnswersOnceAndForThatRequestAlone() {
		try (ChatServer server = ChatServer.onTomcat(List.of(ProxiedExtensions.class))) {
			assertAnswersForOneRequest(server);
		}
	}

	private static void assertAnswersForOneRequest(ChatServer server) {
		assertThat(server.chat("X-Name", "alice", "X-Address", "192.0.2.1")).isEqualTo(
				"{\"application_name\":\"demo of alice\",\"end_user_id\":\"alice\",\"source_ip\":\"192.0.2.1\"}");
		assertThat(server.chat("X-Name", "bob", "X-Address", "192.0.2.2"))
			.isEqualTo("{\"application_name\":\"demo of bob\",\"end_user_id\":\"bob\",\"source_ip\":\"192.0.2.2\"}");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Security.class)
	static class Extensions {

		@Bean
		@RequestScope(proxyMode = ScopedProxyMode.NO)
		EndUserResolver endUserResolver() {
			return namedByHeader();
		}

		@Bean
		@RequestScope(proxyMode = ScopedProxyMode.NO)
		SourceIpResolver sourceIpResolver() {
			return locatedByHeader();
		}

		@Bean
		@RequestScope(proxyMode = ScopedProxyMode.NO)
		UserSecurityContextCustomizer customizer() {
			return appendingHeader();
		}

		@Bean(autowireCandidate = false)
		EndUserResolver internalEndUser() {
			return (principal) -> new EndUser("internal", null);
		}

		@Bean(autowireCandidate = false)
		SourceIpResolver internalAddress() {
			return (request) -> "192.0.2.99";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Security.class)
	static class ProxiedExtensions {

		@Bean
		@RequestScope
		EndUserResolver endUserResolver() {
			return namedByHeader();
		}

		@Bean
		@RequestScope
		SourceIpResolver sourceIpResolver() {
			return locatedByHeader();
		}

		@Bean
		@RequestScope
		UserSecurityContextCustomizer customizer() {
			return appendingHeader();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Security {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

	private static EndUserResolver namedByHeader() {
		EndUser endUser = new EndUser(header("X-Name"), null);
		return (principal) -> endUser;
	}

	private static SourceIpResolver locatedByHeader() {
		String address = header("X-Address");
		return (request) -> address;
	}

	private static UserSecurityContextCustomizer appendingHeader() {
		String name = " of " + header("X-Name");
		return (context, request) -> context.toBuilder().applicationName(context.getApplicationName() + name).build();
	}

	private static String header(String name) {
		return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest()
			.getHeader(name);
	}

}
