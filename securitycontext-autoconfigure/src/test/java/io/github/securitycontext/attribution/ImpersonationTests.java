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

import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;

import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.switchuser.SwitchUserFilter;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": the person who is really at the keyboard.
 */
class ImpersonationTests {

	@Test
	void aCallOfAnImpersonatedUserBelongsToTheImpersonator() {
		try (ChatServer server = ChatServer.onTomcat(List.of(SwitchUser.class))) {
			HttpResponse<String> switched = server.get("/impersonate?username=bob", "Authorization",
					ChatServer.basic("admin", "secret"));
			String session = sessionOf(switched);

			assertThat(server.get("/whoami", "Cookie", session).body()).isEqualTo("bob");
			assertThat(server.chat("Cookie", session)).isEqualTo(user("admin"));

			String own = sessionOf(server.get("/back", "Cookie", session));
			assertThat(server.get("/whoami", "Cookie", own).body()).isEqualTo("admin");
			assertThat(server.chat("Cookie", own)).isEqualTo(user("admin"));
			assertThat(server.chat("Authorization", ChatServer.basic("bob", "secret"))).isEqualTo(user("bob"));
		}
	}

	private static String sessionOf(HttpResponse<String> response) {
		return response.headers()
			.firstValue("Set-Cookie")
			.map((cookie) -> cookie.substring(0, cookie.indexOf(';')))
			.orElseGet(() -> response.request().headers().firstValue("Cookie").orElseThrow());
	}

	@Test
	void theImpersonatorIsFoundHoweverDeepTheImpersonationAndWhateverTheLogin() {
		try (SecuredServer server = SecuredServer.start()) {
			Authentication entra = Authentications.oidcLogin(Authentications.entraClaims());
			assertThat(server.chatAs(impersonate("bob", entra))).isEqualTo(user(OID, TID));
			assertThat(server.chatAs(impersonate("carol", impersonate("bob", entra)))).isEqualTo(user(OID, TID));

			Authentication deep = Authentications.named("admin");
			for (int i = 0; i < 20; i++) {
				deep = impersonate("user" + i, deep);
			}
			assertThat(server.chatAs(deep)).isEqualTo(user("admin"));
			assertThat(server.chatAs(impersonate("bob", Authentications.bearerJwt("sub", "job", "azp", "job"))))
				.as("by a service")
				.isEqualTo(nobody());
			assertThat(server.chatAs(impersonate("bob", UsernamePasswordAuthenticationToken.unauthenticated("x", "y"))))
				.as("by nobody")
				.isEqualTo(nobody());
		}
	}

	private static Authentication impersonate(String name, Authentication source) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				List.of(new SwitchUserGrantedAuthority("ROLE_PREVIOUS_ADMINISTRATOR", source)));
	}

	@Configuration(proxyBeanMethods = false)
	static class SwitchUser {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("admin").password("{noop}secret").roles("ADMIN").build(),
					User.withUsername("bob").password("{noop}secret").roles("USER").build())::loadUserByUsername;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http, UserDetailsService users) {
			SwitchUserFilter filter = new SwitchUserFilter();
			filter.setUserDetailsService(users);
			filter.setSwitchUserMatcher(PathPatternRequestMatcher.pathPattern("/impersonate"));
			filter.setExitUserMatcher(PathPatternRequestMatcher.pathPattern("/back"));
			filter.setTargetUrl("/whoami");
			filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
			filter.afterPropertiesSet();
			return http.httpBasic(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/impersonate")
					.hasRole("ADMIN")
					.anyRequest()
					.authenticated())
				.addFilterAfter(filter, AuthorizationFilter.class)
				.build();
		}

		@Bean
		WhoAmI whoAmI() {
			return new WhoAmI();
		}

	}

	@RestController
	static class WhoAmI {

		@GetMapping("/whoami")
		String name(Principal principal) {
			return principal.getName();
		}

	}

}
