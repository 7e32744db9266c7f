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

package io.github.securitycontext.actuate;

import java.time.Duration;
import java.util.List;

import com.azure.ai.openai.OpenAIAsyncClient;
import io.github.securitycontext.support.ChatApplication;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the traces of real requests say, and that the metrics of requests are none the
 * worse for it.
 */
class ObservedRequestTests {

	private static final String REQUESTS = "http.server.requests";

	/** Spring Security has observations of its own, inside that of the request. */
	private static final String WITHOUT_SECURITY = "management.observations.enable.spring.security=false";

	private static final String[] ALICE = { "Authorization", ChatApplication.basic("alice", "secret") };

	@Test
	void theObservationOfARequestSaysWhatBecameOfItsCall() {
		try (ChatServer server = ChatServer.onTomcat(List.of(Servlets.class), WITHOUT_SECURITY)) {
			server.chat(ALICE);
			server.chat();

			assertSeen(server, "attached none", "without-user not-authenticated");
		}
	}

	@Test
	void theInnermostObservationIsTheOneThatSaysIt() {
		try (ChatServer server = ChatServer.onTomcat(List.of(Servlets.class))) {
			server.chat(ALICE);

			assertSeen(server, "- -");
			assertThat(server.context().getBean(SeenCalls.class).of("spring.security.http.secured.requests"))
				.containsExactly("attached none");
		}
	}

	@Test
	void requestsWithAndWithoutCallsAreAllCounted() {
		try (ChatServer server = ChatServer.onTomcat(List.of(Servlets.class), WITHOUT_SECURITY)) {
			server.get("/plain");
			server.chat(ALICE);
			server.chat();
			server.get("/plain");

			assertSeen(server, "- -", "attached none", "without-user not-authenticated", "- -");
			String scraped = server.context().getBean(PrometheusMeterRegistry.class).scrape();
			assertThat(scraped.lines().filter((line) -> line.startsWith("http_server_requests_seconds_count{")))
				.allMatch((line) -> !line.contains("securitycontext"))
				.filteredOn((line) -> line.contains("uri=\"/plain\"") || line.contains("uri=\"/chat\""))
				.hasSize(2)
				.allMatch((line) -> line.endsWith(" 2"));
		}
	}

	@Test
	void theObservationOfAReactiveRequestSaysWhatBecameOfItsCall() {
		try (ReactiveChatServer server = ReactiveChatServer.on(ReactiveChatServer.WebServer.NETTY,
				List.of(Reactive.class), WITHOUT_SECURITY)) {
			server.get("/elsewhere", ALICE);
			server.chat();

			assertSeen(server, "attached none", "without-user not-authenticated");
		}
	}

	private static void assertSeen(ChatApplication<?> server, String... calls) {
		// the client has the answer before the observation ends
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(
					() -> assertThat(server.context().getBean(SeenCalls.class).of(REQUESTS)).containsExactly(calls));
	}

	@Configuration(proxyBeanMethods = false)
	static class Servlets {

		@Bean
		SeenCalls seenCalls() {
			return new SeenCalls();
		}

		@Bean
		PlainController plainController() {
			return new PlainController();
		}

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).httpBasic((basic) -> {
			}).build();
		}

		@Bean
		UserDetailsService userDetailsService() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").roles("USER").build());
		}

	}

	@RestController
	static class PlainController {

		@GetMapping("/plain")
		String plain() {
			return "plain";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Reactive {

		@Bean
		SeenCalls seenCalls() {
			return new SeenCalls();
		}

		@Bean
		ElsewhereController elsewhereController(OpenAIAsyncClient client) {
			return new ElsewhereController(client);
		}

		@Bean
		SecurityWebFilterChain securityFilterChain(ServerHttpSecurity http) {
			return http.authorizeExchange((requests) -> requests.anyExchange().permitAll()).httpBasic((basic) -> {
			}).build();
		}

		@Bean
		MapReactiveUserDetailsService userDetailsService() {
			return new MapReactiveUserDetailsService(
					User.withUsername("alice").password("{noop}secret").roles("USER").build());
		}

	}

	@RestController
	static class ElsewhereController {

		private final OpenAIAsyncClient client;

		ElsewhereController(OpenAIAsyncClient client) {
			this.client = client;
		}

		@GetMapping("/elsewhere")
		Mono<String> elsewhere() {
			return ReactiveChatServer.ask(this.client).subscribeOn(Schedulers.parallel());
		}

	}

}
