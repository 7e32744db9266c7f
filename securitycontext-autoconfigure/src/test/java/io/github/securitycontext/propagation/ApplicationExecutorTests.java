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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.securitycontext.propagation.AiClients.Ai;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work that an application itself hands to the executor of Spring Boot, with each way to
 * have contexts propagated, and with none.
 */
@ParameterizedClass
@MethodSource("combinations")
class ApplicationExecutorTests {

	private static TwoUsersServer server;

	@Parameter(0)
	RequestThreads threads;

	@Parameter(1)
	Propagation propagation;

	static Stream<Arguments> combinations() {
		return RequestThreads.available()
			.flatMap((threads) -> Arrays.stream(Propagation.values())
				.map((propagation) -> Arguments.of(threads, propagation)));
	}

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads, Propagation propagation) {
		server = TwoUsersServer.start(threads, List.of(WorkForResponses.class, propagation.configuration),
				"spring.task.execution.propagate-context=" + (propagation == Propagation.PROPERTY));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@AfterEach
	void clear() {
		server.endpoint().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "sse", "body-emitter", "async-method", "nested-async-method" })
	void workHasTheUserIfContextsArePropagatedElseNobody(String response) {
		get("/" + response + "/application");
		List<String> expected = (this.propagation != Propagation.NONE) ? List.of(ALICE, BOB)
				: List.of(APPLICATION, APPLICATION);
		assertThat(server.contextsOf(response)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "sse", "body-emitter" })
	void workThatIsWrappedHasTheUser(String response) {
		get("/" + response + "/wrapped");
		assertThat(server.contextsOf(response)).containsExactly(ALICE, BOB);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "sse", "body-emitter" })
	void workForACapturingExecutorHasTheUser(String response) {
		get("/" + response + "/capturing");
		assertThat(server.contextsOf(response)).containsExactly(ALICE, BOB);
	}

	@Test
	void theResponseToWorkThatFailedHasTheUser() {
		get("/failed/application");
		assertThat(server.contextsOf("failed")).containsExactly(ALICE, BOB);
	}

	@Test
	void aCallableOfMvcHasTheUser() {
		get("/callable");
		assertThat(server.contextsOf("callable")).containsExactly(ALICE, BOB);
	}

	@Test
	void noThreadOfTheExecutorRemembersAUser() {
		get("/deferred/application");
		get("/callable");
		Ai ai = server.context().getBean(Ai.class);
		Executor executor = server.context().getBean("applicationTaskExecutor", Executor.class);
		CompletableFuture
			.allOf(IntStream.range(0, 20)
				.mapToObj((i) -> CompletableFuture.runAsync(() -> ai.ask("afterwards"), executor))
				.toArray(CompletableFuture<?>[]::new))
			.join();
		assertThat(server.contextsOf("afterwards")).hasSize(20).containsOnly(APPLICATION);
	}

	private static void get(String path) {
		server.get(path, "alice");
		server.get(path, "bob");
	}

	enum Propagation {

		NONE(NoDecorator.class), PROPERTY(NoDecorator.class), DECORATOR(Decorator.class);

		private final Class<?> configuration;

		Propagation(Class<?> configuration) {
			this.configuration = configuration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoDecorator {

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorator {

		@Bean
		ContextPropagatingTaskDecorator decorator() {
			return new ContextPropagatingTaskDecorator();
		}

	}

}
