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
import java.util.Map;

import com.azure.ai.openai.OpenAIAsyncClient;
import io.github.securitycontext.ReactiveLookUps;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.attribution.SecuredServer.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose a call is, by the place in the chain of a reactive request that makes it.
 */
class ReactiveChainTests {

	private static final Authentication ALICE = Authentications.named("alice");

	@AutoClose
	private static final ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.NETTY,
			List.of(Application.class));

	@Test
	void aFilterBeforeSpringSecurityHasTheAddressButNoUser() {
		assertThat(server.calls("/chat", with(ALICE, "X-Early", "true"))).containsExactly(nobody(), user("alice"));
	}

	@Test
	void aFilterBehindSpringSecurityHasTheUser() {
		assertThat(server.calls("/chat", with(ALICE, "X-Late", "true"))).containsExactly(user("alice"), user("alice"));
		assertThat(server.calls("/chat", with(ALICE, "X-Unordered", "true"))).containsExactly(user("alice"),
				user("alice"));
	}

	@Test
	void onTheWayBackAFilterHasWhomItHadOnTheWayThere() {
		server.calls("/chat", with(ALICE, "X-Early-Back", "true"));
		assertThat(server.endpoint().await(2)).extracting(Received::context).containsExactly(user("alice"), nobody());
		server.calls("/chat", with(ALICE, "X-Late-Back", "true"));
		assertThat(server.endpoint().await(2)).extracting(Received::context)
			.containsExactly(user("alice"), user("alice"));
	}

	@Test
	void whatAFilterHasBoundWinsOverTheRequest() {
		assertThat(server.calls("/chat", with(ALICE, "X-Bind", "true"))).containsExactly(Users.ALICE_JSON);
		assertThat(server.calls("/chat", with(ALICE, "X-Bind-Lazily", "true"))).containsExactly(Users.ALICE_JSON);
		assertThat(server.calls("/chat", with(ALICE, "X-Bind-Nobody", "true"))).containsExactly(Users.APPLICATION_JSON);
		assertThat(server.calls("/chat", with(ALICE))).containsExactly(user("alice"));
	}

	@Test
	void aLoginDeeperInTheChainCountsThere() {
		assertThat(server.calls("/as/bob", with(ALICE))).containsExactly(user("alice"), user("bob"), user("alice"));
		assertThat(server.calls("/as/bob")).containsExactly(nobody(), user("bob"), nobody());
	}

	@Test
	void aLogoutDeeperInTheChainCountsThere() {
		assertThat(server.calls("/logout", with(ALICE))).containsExactly(nobody(), user("alice"));
	}

	@Test
	void equalAuthenticationsOfOneRequestAreToldApart() {
		assertThat(server.calls("/equal", with(ALICE))).containsExactly(user("oid-1", "t"), user("oid-2", "t"));
	}

	@Test
	void anAuthenticationThatCannotBeReadCostsTheUserNotTheCall() {
		assertThat(server.calls("/broken", with(ALICE))).containsExactly(nobody());
	}

	@Test
	void anAuthenticationThatNobodyEverKnowsCostsTheUserNotTheCall() {
		assertThat(server.calls("/endless", with(ALICE))).containsExactly(nobody());
	}

	@Test
	void aHandlerOfErrorsInsideTheChainHasTheUser() {
		assertThat(server.calls("/resumed", with(ALICE))).containsExactly(user("alice"));
	}

	@Test
	void aHandlerOfErrorsAroundAllFiltersHasNobody() {
		assertThat(server.calls("/failing", with(ALICE))).containsExactly(Users.APPLICATION_JSON);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		WebFilter earlyFilter(OpenAIAsyncClient client) {
			return callingFilter("X-Early", client);
		}

		@Bean
		@Order(0)
		WebFilter lateFilter(OpenAIAsyncClient client) {
			return callingFilter("X-Late", client);
		}

		@Bean
		WebFilter unorderedFilter(OpenAIAsyncClient client) {
			return callingFilter("X-Unordered", client);
		}

		private static WebFilter callingFilter(String header, OpenAIAsyncClient client) {
			Mono<Void> call = ReactiveChatServer.ask(client).then();
			return (exchange, chain) -> {
				Mono<Void> rest = chain.filter(exchange);
				Mono<Void> back = has(exchange, header + "-Back") ? rest.then(call) : rest;
				return has(exchange, header) ? call.then(back) : back;
			};
		}

		@Bean
		@Order(0)
		WebFilter bindingFilter() {
			return (exchange, chain) -> {
				Mono<Void> rest = chain.filter(exchange);
				if (has(exchange, "X-Bind")) {
					return rest.contextWrite(ReactiveUserSecurityContextHolder.withContext(Users.ALICE));
				}
				if (has(exchange, "X-Bind-Lazily")) {
					return rest.contextWrite(ReactiveLookUps.withLookUp(Mono.just(Users.ALICE), "alice"));
				}
				return has(exchange, "X-Bind-Nobody")
						? rest.contextWrite(ReactiveUserSecurityContextHolder.withContext(UserSecurityContext.empty()))
						: rest;
			};
		}

		private static boolean has(ServerWebExchange exchange, String header) {
			return exchange.getRequest().getHeaders().containsHeader(header);
		}

		@Bean
		@Order(-2)
		WebExceptionHandler errorHandler(OpenAIAsyncClient client) {
			return (exchange, ex) -> ReactiveChatServer.ask(client)
				.doOnNext((answer) -> exchange.getResponse().setStatusCode(HttpStatus.OK))
				.then();
		}

		/**
		 * The users share one description of the call.
		 */
		@Bean
		Endpoints endpoints(OpenAIAsyncClient client) {
			Mono<String> call = ReactiveChatServer.ask(client);
			return Endpoints.of()
				.get("/as/{name}",
						(request) -> Flux.concat(call,
								call.contextWrite(as(Authentications.named(request.pathVariable("name")))), call))
				.get("/logout",
						(request) -> Flux.concat(call.contextWrite(ReactiveSecurityContextHolder.clearContext()), call))
				.get("/equal",
						(request) -> Flux.concat(call.contextWrite(as(new Same("oid-1"))),
								call.contextWrite(as(new Same("oid-2")))))
				.get("/broken",
						(request) -> call.contextWrite(ReactiveSecurityContextHolder
							.withSecurityContext(Mono.error(new IllegalStateException("no session")))))
				.get("/endless",
						(request) -> call.contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.never())))
				.get("/resumed",
						(request) -> Mono.<String>error(new IllegalStateException("expected"))
							.onErrorResume((ex) -> call))
				.get("/failing", (request) -> Mono.error(new IllegalStateException("expected")));
		}

		private static Context as(Authentication authentication) {
			return ReactiveSecurityContextHolder.withAuthentication(authentication);
		}

	}

	/**
	 * Equal to every other one, as authentications of one user with other claims may be.
	 */
	private static final class Same extends JwtAuthenticationToken {

		private static final long serialVersionUID = 1L;

		Same(String oid) {
			super(Authentications.jwt(Map.of("sub", "s", "scp", "x", "oid", oid, "tid", "t")), List.of());
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Same;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
