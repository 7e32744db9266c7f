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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.securitycontext.support.ChatServer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * A chat server with the real filters of Spring Security, among which one establishes
 * whatever authentication a test asks for, as a filter of an application would.
 */
public final class SecuredServer implements AutoCloseable {

	/** Names the authentication of a request. */
	public static final String HEADER = "X-Authentication";

	private static final Map<String, Authentication> authentications = new ConcurrentHashMap<>();

	private final ChatServer server;

	private SecuredServer(ChatServer server) {
		this.server = server;
	}

	public static SecuredServer start(String... properties) {
		return start(List.of(), properties);
	}

	public static SecuredServer start(List<Class<?>> configuration, String... properties) {
		List<Class<?>> classes = Stream.concat(Stream.of(AnyAuthentication.class), configuration.stream()).toList();
		return new SecuredServer(ChatServer.onTomcat(classes, properties));
	}

	/**
	 * Makes a call as somebody, and returns the context that arrived with it.
	 */
	public String chatAs(Authentication authentication, String... headers) {
		return this.server.chat(with(authentication, headers));
	}

	/**
	 * Returns headers for requests that are authenticated.
	 */
	public static String[] with(Authentication authentication, String... headers) {
		String id = UUID.randomUUID().toString();
		authentications.put(id, authentication);
		return Stream.concat(Stream.of(HEADER, id), Stream.of(headers)).toArray(String[]::new);
	}

	/**
	 * Returns the authentication that a header names.
	 */
	public static Authentication find(String id) {
		return authentications.get(id);
	}

	public ChatServer chatServer() {
		return this.server;
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * The context of a call from this machine.
	 */
	public static String user(String id) {
		return "{\"application_name\":\"demo\",\"end_user_id\":\"" + id + "\",\"source_ip\":\"127.0.0.1\"}";
	}

	/**
	 * The context of a call from this machine.
	 */
	public static String user(String id, String tenantId) {
		return "{\"application_name\":\"demo\",\"end_user_id\":\"" + id + "\",\"end_user_tenant_id\":\"" + tenantId
				+ "\",\"source_ip\":\"127.0.0.1\"}";
	}

	/**
	 * The context of a call from this machine.
	 */
	public static String nobody() {
		return "{\"application_name\":\"demo\",\"source_ip\":\"127.0.0.1\"}";
	}

	@Configuration(proxyBeanMethods = false)
	static class AnyAuthentication {

		@Bean
		SecurityFilterChain anyAuthenticationFilterChain(HttpSecurity http) {
			Filter filter = AnyAuthentication::authenticate;
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.addFilterBefore(filter, AnonymousAuthenticationFilter.class)
				.build();
		}

		private static void authenticate(ServletRequest request, ServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			String id = ((HttpServletRequest) request).getHeader(HEADER);
			if (id != null) {
				SecurityContext context = SecurityContextHolder.createEmptyContext();
				context.setAuthentication(find(id));
				SecurityContextHolder.setContext(context);
			}
			chain.doFilter(request, response);
		}

	}

}
