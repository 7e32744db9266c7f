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

package io.github.securitycontext.propagation;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application on a real Tomcat with the real filters of Spring Security, which Alice
 * and Bob use at the same time, each from an address of their own.
 */
final class TwoUsersServer implements AutoCloseable {

	static final String ALICE = context("alice", "203.0.113.1");

	static final String BOB = context("bob", "203.0.113.2");

	/** Of somebody whose address is known. */
	static final String NOBODY = "{\"application_name\":\"demo\",\"source_ip\":\"203.0.113.3\"}";

	static final String APPLICATION = "{\"application_name\":\"demo\"}";

	private static final long TIMEOUT_SECONDS = 30;

	private final ExecutorService browsers = Executors.newCachedThreadPool();

	private final ChatServer server;

	private TwoUsersServer(ChatServer server) {
		this.server = server;
	}

	/**
	 * Starts the application.
	 * @param threads what threads the application has
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	static TwoUsersServer start(RequestThreads threads, List<Class<?>> configuration, String... properties) {
		List<Class<?>> classes = Stream.concat(Stream.of(Security.class, AiClients.class), configuration.stream())
			.toList();
		return new TwoUsersServer(ChatServer.onTomcat(classes,
				Stream
					.concat(Stream.of(threads.property(), "securitycontext.source-ip.trusted-proxies=127.0.0.1"),
							Stream.of(properties))
					.toArray(String[]::new)));
	}

	private static String context(String user, String address) {
		return "{\"application_name\":\"demo\",\"end_user_id\":\"" + user + "\",\"source_ip\":\"" + address + "\"}";
	}

	/**
	 * Returns the headers of a user's requests.
	 * @param user "alice", "bob", or anybody else, who does not sign in
	 */
	static String[] headersOf(String user) {
		return switch (user) {
			case "alice" ->
				new String[] { "X-Forwarded-For", "203.0.113.1", "Authorization", ChatServer.basic("alice", "pw") };
			case "bob" ->
				new String[] { "X-Forwarded-For", "203.0.113.2", "Authorization", ChatServer.basic("bob", "pw") };
			default -> new String[] { "X-Forwarded-For", "203.0.113.3" };
		};
	}

	/**
	 * Sends a request of a user, and waits for a successful response.
	 */
	String get(String path, String user) {
		HttpResponse<String> response = exchange(path, user);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	HttpResponse<String> exchange(String path, String user) {
		return this.server.get(path, headersOf(user));
	}

	/**
	 * Sends a request of a user, which others may come in between.
	 */
	CompletableFuture<String> start(String path, String user) {
		return CompletableFuture.supplyAsync(() -> get(path, user), this.browsers)
			.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * Returns the contexts that arrived with the calls of a prompt.
	 */
	List<String> contextsOf(String prompt) {
		return this.server.endpoint()
			.received()
			.stream()
			.filter((received) -> received.text().contains("\"" + prompt + "\""))
			.map(Received::context)
			.toList();
	}

	AzureOpenAiEndpoint endpoint() {
		return this.server.endpoint();
	}

	ServletWebServerApplicationContext context() {
		return this.server.context();
	}

	@Override
	public void close() {
		this.browsers.shutdownNow();
		this.server.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Security {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(user("alice"), user("bob"));
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}pw").roles("USER").build();
		}

		@Bean
		SecurityFilterChain filterChain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(withDefaults())
				.build();
		}

	}

}
