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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Sinks;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work that threads do for each other. With a snapshot, each piece is of whom it was
 * taken for.
 */
class SharedWorkTests {

	@AutoClose
	private static final TwoUsersServer server = TwoUsersServer.start(RequestThreads.PLATFORM,
			List.of(Controller.class));

	@BeforeEach
	void clear() {
		server.endpoint().clear();
	}

	@Test
	void whatARequestWorksOffForAnotherIsOfTheOther() {
		server.get("/queue/put", "alice");
		server.get("/queue/work-off", "bob");
		assertThat(server.contextsOf("of alice")).containsExactly(ALICE);
		assertThat(server.contextsOf("own")).containsExactly(BOB);
	}

	@Test
	void whatARequestFeedsIntoASharedSinkIsOfTheRequest() {
		server.get("/sink", "alice");
		server.get("/sink", "bob");
		assertThat(server.contextsOf("fed")).containsExactly(ALICE, BOB);
	}

	@Test
	void theCallbackOfAFutureThatAnotherRequestCompletesIsOfWhoRegisteredIt() {
		server.get("/callback/register", "alice");
		server.get("/callback/complete", "bob");
		assertThat(server.contextsOf("called back")).containsExactly(ALICE);
	}

	@Test
	void eachPartOfAParallelStreamHasTheUser() {
		server.get("/parallel-stream", "alice");
		assertThat(server.contextsOf("part")).hasSize(20).containsOnly(ALICE);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void eachSubtaskOnAVirtualThreadOfItsOwnHasTheUser() {
		server.get("/subtasks", "alice");
		server.get("/subtasks", "bob");
		List<String> contexts = server.contextsOf("subtask");
		assertThat(contexts).hasSize(40);
		assertThat(contexts.subList(0, 20)).containsOnly(ALICE);
		assertThat(contexts.subList(20, 40)).containsOnly(BOB);
	}

	@RestController
	static class Controller {

		private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

		private final Sinks.Many<Runnable> sink = Sinks.many().unicast().onBackpressureBuffer();

		private final Map<String, CompletableFuture<String>> futures = new ConcurrentHashMap<>();

		private final Ai ai;

		Controller(Ai ai) {
			this.ai = ai;
			this.sink.asFlux().subscribe(Runnable::run);
		}

		@GetMapping("/queue/put")
		void put() {
			this.queue.add(UserSecurityContextSnapshot.capture().wrap(() -> {
				this.ai.ask("of alice");
			}));
		}

		@GetMapping("/queue/work-off")
		void workOff() throws InterruptedException {
			this.queue.take().run();
			this.ai.ask("own");
		}

		@GetMapping("/sink")
		void feed() {
			this.sink.tryEmitNext(UserSecurityContextSnapshot.capture().wrap(() -> {
				this.ai.ask("fed");
			})).orThrow();
		}

		@GetMapping("/callback/register")
		void register() {
			UserSecurityContextSnapshot snapshot = UserSecurityContextSnapshot.capture();
			CompletableFuture<String> future = new CompletableFuture<>();
			future.thenRun(snapshot.wrap(() -> {
				this.ai.ask("called back");
			}));
			this.futures.put("one", future);
		}

		@GetMapping("/callback/complete")
		void complete() {
			this.futures.remove("one").complete("done");
		}

		@GetMapping("/parallel-stream")
		void parallelStream() {
			Runnable part = UserSecurityContextSnapshot.capture().wrap(() -> {
				this.ai.ask("part");
			});
			IntStream.range(0, 20).parallel().forEach((i) -> part.run());
		}

		@GetMapping("/subtasks")
		void subtasks() throws Exception {
			ExecutorService scope = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
				.invoke(null);
			try {
				List<Callable<String>> subtasks = new ArrayList<>();
				UserSecurityContextSnapshot snapshot = UserSecurityContextSnapshot.capture();
				for (int i = 0; i < 20; i++) {
					subtasks.add(snapshot.wrap(() -> this.ai.ask("subtask")));
				}
				scope.invokeAll(subtasks);
			}
			finally {
				scope.shutdown();
			}
		}

	}

}
