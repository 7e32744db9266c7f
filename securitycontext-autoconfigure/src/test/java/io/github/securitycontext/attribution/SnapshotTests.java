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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Received;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * "The snapshot": when the context of a request is built, and which thread may see it.
 */
class SnapshotTests {

	private static final String ALICE = """
			{"application_name":"demo","end_user_id":"alice","source_ip":"127.0.0.1"}""";

	private static final String NOBODY = """
			{"application_name":"demo","source_ip":"127.0.0.1"}""";

	private static final String APPLICATION = """
			{"application_name":"demo"}""";

	private static ChatServer server;

	private static String contextAtStartup;

	@BeforeAll
	static void start() {
		server = ChatServer.onTomcat(List.of(Application.class), "spring.security.user.name=alice",
				"spring.security.user.password=secret", "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1");
		contextAtStartup = Received.context(server.endpoint().last());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void clear() {
		server.endpoint().clear();
		Application.resolved.set(0);
	}

	@Test
	void aCallInARequestCarriesItsUserAndAddress() {
		get("/chat");
		assertThat(contexts()).containsExactly(ALICE);
	}

	@Test
	void aCallWithoutARequestCarriesTheApplicationAlone() {
		assertThat(contextAtStartup).isEqualTo(APPLICATION);
	}

	@Test
	void aRequestWithoutACallResolvesNothing() {
		assertThat(get("/idle")).isEqualTo("idle");
		assertThat(Application.resolved).hasValue(0);
	}

	@Test
	void aRequestWithSeveralCallsIsResolvedOnce() {
		get("/three");
		assertThat(contexts()).containsExactly(ALICE, ALICE, ALICE);
		assertThat(Application.resolved).hasValue(1);
	}

	@Test
	void aThreadThatTheRequestStartedHasNoUser() {
		get("/thread");
		assertThat(contexts()).containsExactly(APPLICATION);
	}

	@Test
	void aThreadOfThePoolHasNoUser() {
		get("/pool");
		get("/pool");
		assertThat(contexts()).containsExactly(APPLICATION, APPLICATION);
	}

	@Test
	void aThreadOfTheContainerThatDispatchesNothingHasNoUser() {
		get("/async-start");
		assertThat(contexts()).containsExactly(APPLICATION);
	}

	@Test
	void aCallableOfMvcHasTheUser() {
		get("/callable");
		assertThat(contexts()).containsExactly(ALICE);
	}

	@Test
	void anAsynchronousDispatchHasTheUserAgain() {
		get("/deferred");
		assertThat(contexts()).containsExactly(ALICE);
	}

	@Test
	void aThreadThatServedAUserHasForgottenTheUserAtTheNextRequest() {
		get("/chat");
		server.get("/public");
		server.get("/unsecured");
		get("/chat");
		assertThat(contexts()).containsExactly(ALICE, NOBODY, NOBODY, ALICE);
	}

	@Test
	void anErrorDispatchHasTheUser() {
		get("/failing");
		assertThat(contexts()).containsExactly(ALICE);
	}

	private static String get(String path) {
		return server.get(path, "Authorization", ChatServer.basic("alice", "secret")).body();
	}

	private static List<String> contexts() {
		return server.endpoint().received().stream().map((received) -> Received.context(received)).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		static final AtomicInteger resolved = new AtomicInteger();

		@Bean
		EndUserResolver countingResolver() {
			return (principal) -> {
				resolved.incrementAndGet();
				return null;
			};
		}

		@Bean
		ApplicationRunner runner(OpenAIClient client) {
			return (arguments) -> ChatServer.ask(client);
		}

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/public").permitAll().anyRequest().authenticated())
				.securityMatcher((request) -> !request.getServletPath().equals("/unsecured"))
				.httpBasic(withDefaults())
				.build();
		}

		@Bean
		Controller controller(OpenAIClient client) {
			return new Controller(client);
		}

		@Bean
		ErrorAttributes errorAttributes(OpenAIClient client) {
			return new DefaultErrorAttributes() {

				@Override
				public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
					return Map.of("answer", ChatServer.ask(client));
				}

			};
		}

	}

	@RestController
	static class Controller {

		private final ExecutorService pool = Executors.newSingleThreadExecutor();

		private final OpenAIClient client;

		Controller(OpenAIClient client) {
			this.client = client;
		}

		@GetMapping("/idle")
		String idle() {
			return "idle";
		}

		@GetMapping("/three")
		String three() {
			return ask() + ask() + ask();
		}

		@GetMapping({ "/public", "/unsecured" })
		String open() {
			return ask();
		}

		@GetMapping("/thread")
		void thread() throws InterruptedException {
			Thread thread = new Thread(this::ask);
			thread.start();
			thread.join();
		}

		@GetMapping("/pool")
		String pool() throws ExecutionException, InterruptedException {
			return this.pool.submit(this::ask).get();
		}

		@GetMapping("/async-start")
		void asyncStart(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext context = request.startAsync(request, response);
			context.start(() -> {
				ask();
				context.complete();
			});
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return this::ask;
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			this.pool.execute(() -> result.setErrorResult(new UnsupportedOperationException()));
			return result;
		}

		@ExceptionHandler(UnsupportedOperationException.class)
		String handle() {
			return ask();
		}

		@GetMapping("/failing")
		void failing(HttpServletResponse response) throws IOException {
			response.sendError(400);
		}

		private String ask() {
			return ChatServer.ask(this.client);
		}

	}

}
