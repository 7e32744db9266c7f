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

import java.security.Principal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.azure.ai.openai.OpenAIAsyncClient;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A filter that sends one request down the chain several times at once, for another user
 * each time.
 */
class ReactiveSeveralPassesTests {

	@AutoClose
	private static final ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.NETTY,
			List.of(Application.class));

	@Test
	void eachPassHasThePrincipalOfItsExchange() {
		assertThat(server.calls("/gathered", "X-Principals", "a,b,c")).containsExactlyInAnyOrder(user("a"), user("b"),
				user("c"));
	}

	@Test
	void eachPassHasTheAuthenticationOfItsSubscriber() {
		assertThat(server.calls("/gathered", "X-Authentications", "a,b,c")).containsExactlyInAnyOrder(user("a"),
				user("b"), user("c"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		WebFilter passes() {
			return (exchange,
					chain) -> Flux
						.concat(names(exchange, "X-Principals").map((name) -> withPrincipal(exchange, chain, name)),
								names(exchange, "X-Authentications").map((name) -> chain.filter(exchange)
									.contextWrite(ReactiveSecurityContextHolder
										.withAuthentication(Authentications.named(name)))))
						.collectList()
						.flatMap(Mono::when);
		}

		private static Mono<Void> withPrincipal(ServerWebExchange exchange, WebFilterChain chain, String name) {
			Principal principal = () -> name;
			return chain.filter(exchange.mutate().principal(Mono.just(principal)).build());
		}

		private static Flux<String> names(ServerWebExchange exchange, String header) {
			String names = exchange.getRequest().getHeaders().getFirst(header);
			return (names != null) ? Flux.fromArray(names.split(",")) : Flux.empty();
		}

		@Bean
		Controller controller(OpenAIAsyncClient client) {
			return new Controller(client);
		}

	}

	@RestController
	static class Controller {

		private final Mono<String> call;

		Controller(OpenAIAsyncClient client) {
			this.call = ReactiveChatServer.ask(client);
		}

		/**
		 * Makes the calls once all passes are here.
		 */
		@GetMapping("/gathered")
		Mono<Void> gathered(ServerWebExchange exchange) {
			Gate gate = (Gate) exchange.getAttributes().computeIfAbsent("gate", (key) -> new Gate());
			return gate.pass().then(this.call).then();
		}

	}

	private static final class Gate {

		private final AtomicInteger missing = new AtomicInteger(3);

		private final Sinks.Empty<Void> open = Sinks.empty();

		Mono<Void> pass() {
			if (this.missing.decrementAndGet() == 0) {
				this.open.tryEmitEmpty();
			}
			return this.open.asMono();
		}

	}

}
