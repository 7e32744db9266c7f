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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that a request hands to executors of the JDK, of its container and of libraries.
 */
@ParameterizedClass
@MethodSource("io.github.securitycontext.propagation.RequestThreads#available")
class TaskTests {

	private static TwoUsersServer server;

	@Parameter
	RequestThreads threads;

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads) {
		server = TwoUsersServer.start(threads, List.of(Controller.class));
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
	@ValueSource(strings = { "common-pool", "common-pool-openai-java", "pool", "new-thread", "async-context",
			"delegating-security-context" })
	void aTaskOfAnotherThreadIsOfNobody(String path) {
		get("/" + path + "/plain");
		assertThat(server.contextsOf("task")).containsExactly(APPLICATION, APPLICATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "common-pool", "common-pool-openai-java", "pool", "new-thread", "async-context",
			"delegating-security-context" })
	void aWrappedTaskHasTheUser(String path) {
		get("/" + path + "/wrapped");
		assertThat(server.contextsOf("task")).containsExactly(ALICE, BOB);
	}

	@ParameterizedTest
	@ValueSource(strings = { "capturing-executor", "context-executor-service" })
	void aTaskForAnExecutorThatPropagatesHasTheUser(String path) {
		get("/" + path + "/plain");
		assertThat(server.contextsOf("task")).containsExactly(ALICE, BOB);
	}

	@Test
	void theStagesOfAFutureHaveTheUserIfEachIsWrapped() {
		get("/stages");
		assertThat(server.contextsOf("first")).containsExactly(ALICE, BOB);
		assertThat(server.contextsOf("second")).containsExactly(APPLICATION, APPLICATION);
		assertThat(server.contextsOf("third")).containsExactly(ALICE, BOB);
	}

	@Test
	void noThreadRemembersAUser() {
		get("/pool/wrapped");
		get("/context-executor-service/plain");
		server.endpoint().clear();
		get("/pool/plain");
		assertThat(server.contextsOf("task")).containsExactly(APPLICATION, APPLICATION);
	}

	private static void get(String path) {
		server.get(path, "alice");
		server.get(path, "bob");
	}

	@RestController
	static class Controller implements DisposableBean {

		private final ExecutorService pool = Executors.newSingleThreadExecutor();

		private final Ai ai;

		Controller(Ai ai) {
			this.ai = ai;
		}

		@Override
		public void destroy() {
			this.pool.shutdownNow();
		}

		@GetMapping("/common-pool/{how}")
		CompletableFuture<Void> commonPool(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how), ForkJoinPool.commonPool());
		}

		@GetMapping("/common-pool-openai-java/{how}")
		CompletableFuture<Void> commonPoolOpenAiJava(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how, () -> this.ai.askOpenAi("task")), ForkJoinPool.commonPool());
		}

		@GetMapping("/pool/{how}")
		CompletableFuture<Void> pool(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how), this.pool);
		}

		@GetMapping("/new-thread/{how}")
		void newThread(@PathVariable String how) throws InterruptedException {
			Thread thread = new Thread(task(how));
			thread.start();
			thread.join();
		}

		@GetMapping("/async-context/{how}")
		void asyncContext(@PathVariable String how, HttpServletRequest request, HttpServletResponse response) {
			AsyncContext context = request.startAsync(request, response);
			Runnable task = task(how);
			context.start(() -> {
				task.run();
				context.complete();
			});
		}

		@GetMapping("/delegating-security-context/{how}")
		CompletableFuture<Void> delegatingSecurityContext(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how), new DelegatingSecurityContextExecutorService(this.pool));
		}

		@GetMapping("/capturing-executor/{how}")
		CompletableFuture<Void> capturingExecutor(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how), UserSecurityContextSnapshot.capturingExecutor(this.pool));
		}

		@GetMapping("/context-executor-service/{how}")
		CompletableFuture<Void> contextExecutorService(@PathVariable String how) {
			return CompletableFuture.runAsync(task(how),
					ContextExecutorService.wrap(this.pool, ContextSnapshotFactory.builder().build()::captureAll));
		}

		@GetMapping("/stages")
		CompletableFuture<Void> stages() {
			UserSecurityContextSnapshot snapshot = UserSecurityContextSnapshot.capture();
			return CompletableFuture.runAsync(snapshot.wrap(() -> {
				this.ai.ask("first");
			}), this.pool).thenRunAsync(() -> this.ai.ask("second"), this.pool).thenRunAsync(snapshot.wrap(() -> {
				this.ai.ask("third");
			}), this.pool);
		}

		private Runnable task(String how) {
			return task(how, () -> this.ai.ask("task"));
		}

		private static Runnable task(String how, Runnable task) {
			return "wrapped".equals(how) ? UserSecurityContextSnapshot.capture().wrap(task) : task;
		}

	}

}
