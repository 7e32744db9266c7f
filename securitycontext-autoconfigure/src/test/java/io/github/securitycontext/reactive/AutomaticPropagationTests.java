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

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.WebFilter;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.attribution.SecuredServer.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose a call of a blocking client is, by the place in the chain of a reactive request
 * that makes it, where Reactor's contexts are propagated to threads.
 */
class AutomaticPropagationTests {

	private static final Authentication ALICE = Authentications.named("alice");

	@AutoClose
	private static final ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.NETTY,
			List.of(Application.class), "spring.reactor.context-propagation=auto");

	@AfterAll
	static void disable() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void aHandlerHasTheUser() {
		assertThat(server.calls("/blocking", with(ALICE))).containsExactly(user("alice"));
		assertThat(server.calls("/blocking")).containsExactly(nobody());
	}

	@Test
	void aFilterBeforeTheLastOfOursHasNobody() {
		assertThat(server.calls("/blocking", with(ALICE, "X-Early", "true"))).containsExactly(Users.APPLICATION_JSON,
				user("alice"));
	}

	@Test
	void whatTheChainBindsWinsOverTheRequest() {
		assertThat(server.calls("/bound", with(ALICE))).containsExactly(Users.ALICE_JSON, Users.APPLICATION_JSON,
				user("alice"));
	}

	/**
	 * Threads cannot wait until it is known who that is.
	 */
	@Test
	void aCallOfAnotherAuthenticationIsNotOfTheUserOfTheRequest() {
		assertThat(server.calls("/as-bob", with(ALICE))).containsExactly(user("alice"), Users.APPLICATION_JSON,
				user("alice"));
	}

	@Test
	void aCallAfterALogoutIsNotOfTheUserOfTheRequest() {
		assertThat(server.calls("/logout", with(ALICE))).containsExactly(Users.APPLICATION_JSON, user("alice"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		OpenAIClient blockingClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
		}

		@Bean
		Mono<String> blockingCall(OpenAIClient client) {
			return Mono.fromCallable(() -> ChatServer.ask(client)).subscribeOn(Schedulers.boundedElastic());
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		WebFilter earlyFilter(Mono<String> call) {
			return (exchange, chain) -> exchange.getRequest().getHeaders().containsHeader("X-Early")
					? call.then(chain.filter(exchange)) : chain.filter(exchange);
		}

		@Bean
		Endpoints endpoints(Mono<String> call, OpenAIAsyncClient client) {
			return Endpoints.of()
				.get("/blocking", (request) -> call)
				.get("/bound",
						(request) -> Flux.concat(
								call.contextWrite(ReactiveUserSecurityContextHolder.withContext(Users.ALICE)),
								call.contextWrite(
										ReactiveUserSecurityContextHolder.withContext(UserSecurityContext.empty())),
								call))
				.get("/as-bob", (request) -> Flux.concat(call, call.contextWrite(as("bob")), call))
				.get("/logout", (request) -> Flux
					.concat(call.contextWrite(ReactiveSecurityContextHolder.clearContext()), call));
		}

		private static Context as(String name) {
			return ReactiveSecurityContextHolder.withAuthentication(Authentications.named(name));
		}

	}

}
