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

package io.github.securitycontext.oauth2;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * The {@link AuthorizationServer}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AuthorizationServerConfiguration {

	@Bean
	@Order(1)
	SecurityFilterChain protocol(HttpSecurity http) {
		return http
			.oauth2AuthorizationServer((server) -> http.securityMatcher(server.oidc(Customizer.withDefaults())
				.tokenEndpoint((endpoint) -> endpoint.accessTokenRequestConverter(new OnBehalfOfConverter()))
				.getEndpointsMatcher()))
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer((userInfo) -> userInfo.jwt(Customizer.withDefaults()))
			.exceptionHandling(
					(handling) -> handling.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain signIn(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.build();
	}

	@Bean
	RegisteredClientRepository apps() {
		List<RegisteredClient> clients = Stream.of(AppRegistration.values())
			.map(AppRegistration::toRegisteredClient)
			.toList();
		return new InMemoryRegisteredClientRepository(clients);
	}

	@Bean
	UserDetailsService people() {
		return (name) -> Person.named(name)
			.map(AuthorizationServerConfiguration::account)
			.orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
	}

	private static UserDetails account(Person person) {
		return User.withUsername(person.userName()).password(Person.PASSWORD).build();
	}

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> claimsOfJwts() {
		return (context) -> context.getClaims().claims((claims) -> EntraClaims.write(context, claims));
	}

	@Bean
	OAuth2TokenCustomizer<OAuth2TokenClaimsContext> claimsOfOpaqueTokens() {
		return (context) -> context.getClaims().claims((claims) -> EntraClaims.write(context, claims));
	}

	/**
	 * The secrets of these tests are none, and to hash them would take time.
	 */
	@Bean
	PasswordEncoder passwordEncoder() {
		return new PasswordEncoder() {

			@Override
			public String encode(CharSequence rawPassword) {
				return rawPassword.toString();
			}

			@Override
			public boolean matches(CharSequence rawPassword, String encodedPassword) {
				return encode(rawPassword).equals(encodedPassword);
			}

		};
	}

}
