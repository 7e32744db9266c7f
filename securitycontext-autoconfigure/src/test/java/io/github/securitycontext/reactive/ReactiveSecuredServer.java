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

import java.util.List;
import java.util.stream.Stream;

import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * A reactive chat server with the real filters of Spring Security, among which one
 * establishes whatever authentication a test asks for, as a filter of an application
 * would.
 */
final class ReactiveSecuredServer {

	private ReactiveSecuredServer() {
	}

	static ReactiveChatServer start(WebServer server, List<Class<?>> configuration, String... properties) {
		return ReactiveChatServer.on(server,
				Stream.concat(Stream.of(AnyAuthentication.class), configuration.stream()).toList(), properties);
	}

	/**
	 * Makes a call as somebody, and returns the context that arrived with it.
	 */
	static String chatAs(ReactiveChatServer server, Authentication authentication, String... headers) {
		return server.chat(SecuredServer.with(authentication, headers));
	}

	@Configuration(proxyBeanMethods = false)
	static class AnyAuthentication {

		@Bean
		SecurityWebFilterChain anyAuthenticationFilterChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.addFilterAt(AnyAuthentication::authenticate, SecurityWebFiltersOrder.AUTHENTICATION)
				.build();
		}

		private static Mono<Void> authenticate(ServerWebExchange exchange, WebFilterChain chain) {
			String id = exchange.getRequest().getHeaders().getFirst(SecuredServer.HEADER);
			Mono<Void> rest = chain.filter(exchange);
			return (id != null)
					? rest.contextWrite(ReactiveSecurityContextHolder.withAuthentication(SecuredServer.find(id)))
					: rest;
		}

	}

}
