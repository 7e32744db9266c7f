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

import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.IpAddressAuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Two ways in: HTTP Basic for programs, a sign-in page for people. And one to the
 * figures.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final AuthorizationManager<RequestAuthorizationContext> MONITORS = AuthorizationManagers.anyOf(
			IpAddressAuthorizationManager.hasIpAddress("127.0.0.0/8"),
			IpAddressAuthorizationManager.hasIpAddress("::1"));

	/**
	 * What is measured is for who asks from this machine, and for nobody else: not for
	 * users, either.
	 */
	@Bean
	@Order(0)
	SecurityFilterChain monitoring(HttpSecurity http) {
		HttpStatusEntryPoint forbidden = new HttpStatusEntryPoint(HttpStatus.FORBIDDEN);
		return http.securityMatcher("/actuator/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().access(MONITORS))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(forbidden))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(strictHeaders())
			.build();
	}

	/**
	 * Needs no CSRF token: another site cannot make a browser send this header, because
	 * nothing here ever asks a browser for Basic credentials (so it has none to add) and
	 * no other origin is allowed to set it. The session is neither read nor created, so a
	 * cookie beside the header counts for nothing.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain programs(HttpSecurity http) {
		HttpStatusEntryPoint unauthorized = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
		return http.securityMatcher(new BasicCredentials())
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.authenticated())
			.httpBasic((basic) -> basic.authenticationEntryPoint(unauthorized))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(unauthorized))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(strictHeaders())
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain people(HttpSecurity http) {
		SignInFirst signInFirst = new SignInFirst();
		return http
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.requestMatchers("/assets/**", "/login")
				.permitAll()
				.anyRequest()
				.authenticated())
			.formLogin((login) -> login.loginPage("/login").defaultSuccessUrl("/", true))
			.logout((logout) -> logout.logoutSuccessUrl("/login?signed-out"))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(signInFirst.entryPoint())
				.accessDeniedHandler(signInFirst))
			.requestCache(RequestCacheConfigurer::disable)
			.headers(strictHeaders())
			.build();
	}

	private static Customizer<HeadersConfigurer<HttpSecurity>> strictHeaders() {
		return (headers) -> headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
	}

}
