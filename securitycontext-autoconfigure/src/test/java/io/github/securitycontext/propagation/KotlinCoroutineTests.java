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

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.PropagationContextElement;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Coroutines on a dispatcher with threads of its own.
 */
class KotlinCoroutineTests {

	@AutoClose
	private static final TwoUsersServer server = TwoUsersServer.start(RequestThreads.PLATFORM,
			List.of(Controller.class));

	@BeforeEach
	void clear() {
		server.endpoint().clear();
	}

	@Test
	void aCoroutineOfAnotherThreadIsOfNobody() {
		get("/plain");
		assertThat(server.contextsOf("plain")).containsExactly(APPLICATION, APPLICATION);
	}

	@Test
	void aCoroutineThatPropagatesHasTheUser() {
		get("/propagated");
		assertThat(server.contextsOf("propagated")).containsExactly(ALICE, BOB);
		get("/plain");
		assertThat(server.contextsOf("plain")).containsExactly(APPLICATION, APPLICATION);
	}

	@Test
	void aCoroutineWithASnapshotHasTheUser() {
		get("/wrapped");
		assertThat(server.contextsOf("wrapped")).containsExactly(ALICE, BOB);
	}

	private static void get(String path) {
		server.get(path, "alice");
		server.get(path, "bob");
	}

	@RestController
	static class Controller {

		private final Ai ai;

		Controller(Ai ai) {
			this.ai = ai;
		}

		@GetMapping("/plain")
		void plain() throws InterruptedException {
			run(Dispatchers.getIO(), () -> this.ai.ask("plain"));
		}

		@GetMapping("/propagated")
		void propagated() throws InterruptedException {
			run(Dispatchers.getIO().plus(new PropagationContextElement()), () -> this.ai.ask("propagated"));
		}

		@GetMapping("/wrapped")
		void wrapped() throws InterruptedException {
			run(Dispatchers.getIO(), UserSecurityContextSnapshot.capture().wrap(() -> {
				this.ai.ask("wrapped");
			}));
		}

		private static void run(CoroutineContext context, Runnable task) throws InterruptedException {
			BuildersKt.runBlocking(context, (scope, continuation) -> {
				task.run();
				return null;
			});
		}

	}

}
