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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.azure.ai.openai.OpenAIAsyncClient;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the user of a reactive request is looked up, and for how long.
 */
@ParameterizedClass
@EnumSource(WebServer.class)
class ReactiveLifetimeTests {

	private static ReactiveChatServer server;

	private static Work work;

	@Parameter
	WebServer webServer;

	@BeforeParameterizedClassInvocation
	static void start(WebServer webServer) {
		server = ReactiveSecuredServer.start(webServer, List.of(Application.class), "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1");
		work = server.context().getBean(Work.class);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@BeforeEach
	void clear() {
		work.lookUps.set(0);
		server.endpoint().clear();
	}

	@Test
	void aRequestWithoutACallLooksNobodyUp() {
		assertThat(server.get("/no-call").statusCode()).isEqualTo(200);
		assertThat(work.lookUps).hasValue(0);
		assertThat(server.chat()).isEqualTo(SecuredServer.user("counted"));
		assertThat(work.lookUps).hasValue(1);
	}

	@Test
	void workThatOutlivesItsRequestKeepsTheUserOfItsSnapshot() throws Exception {
		assertThat(workAfterTheResponse("/captured")).containsExactly(SecuredServer.user("bob"),
				SecuredServer.user("alice"));
	}

	@Test
	void workThatOutlivesItsRequestIsNobodysWithoutASnapshot() throws Exception {
		assertThat(workAfterTheResponse("/not-captured")).containsExactly(SecuredServer.user("bob"),
				Users.APPLICATION_JSON);
	}

	/**
	 * Alice's work goes on when Bob's request has been served after hers.
	 */
	private static List<String> workAfterTheResponse(String path) throws Exception {
		Sinks.Empty<Void> gate = Sinks.empty();
		work.gate = gate.asMono();
		work.done = new CompletableFuture<>();
		server.get(path, SecuredServer.with(Authentications.named("alice")));
		server.chat(SecuredServer.with(Authentications.named("bob")));
		gate.tryEmitEmpty().orThrow();
		work.done.get(30, TimeUnit.SECONDS);
		return server.endpoint().received().stream().map((received) -> Received.context(received)).toList();
	}

	static class Work {

		final AtomicInteger lookUps = new AtomicInteger();

		volatile Mono<Void> gate;

		volatile CompletableFuture<String> done;

		private Mono<String> start(Mono<String> call) {
			return Mono.deferContextual((context) -> {
				this.gate.then(call)
					.contextWrite(context)
					.subscribe(this.done::complete, this.done::completeExceptionally);
				return Mono.just("started");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Work work() {
			return new Work();
		}

		/**
		 * Behind that of Spring Security.
		 */
		@Bean
		@Order(0)
		WebFilter countingFilter(Work work) {
			return (exchange, chain) -> exchange.getRequest().getHeaders().containsHeader(SecuredServer.HEADER)
					? chain.filter(exchange) : chain.filter(exchange)
						.contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.fromSupplier(() -> {
							work.lookUps.incrementAndGet();
							return new SecurityContextImpl(Authentications.named("counted"));
						})));
		}

		@Bean
		Endpoints endpoints(Work work, OpenAIAsyncClient client) {
			Mono<String> call = ReactiveChatServer.ask(client);
			return Endpoints.of()
				.get("/no-call", (request) -> Mono.just("nothing"))
				.get("/captured",
						(request) -> ReactiveUserSecurityContextHolder.capture()
							.flatMap((snapshot) -> work
								.start(call.contextWrite(ReactiveUserSecurityContextHolder.withSnapshot(snapshot)))))
				.get("/not-captured", (request) -> work.start(call));
		}

	}

}
