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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An API that accepts the JWTs of several tenants, if they are for it.
 */
@Configuration(proxyBeanMethods = false)
class MultiTenantApi {

	@Bean
	SecurityFilterChain api(HttpSecurity http, JwtIssuerAuthenticationManagerResolver tenants) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer((resourceServer) -> resourceServer.authenticationManagerResolver(tenants))
			.build();
	}

	@Bean
	JwtIssuerAuthenticationManagerResolver tenants(@Value("${api.issuers}") List<String> issuers,
			@Value("${api.audience}") String audience) {
		Map<String, AuthenticationManager> managers = new HashMap<>();
		for (String issuer : issuers) {
			NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
			decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
					new JwtClaimValidator<List<String>>("aud", (aud) -> aud != null && aud.contains(audience))));
			managers.put(issuer, new ProviderManager(new JwtAuthenticationProvider(decoder)));
		}
		return new JwtIssuerAuthenticationManagerResolver(managers::get);
	}

}
