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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.propagation.AiClients.Ai;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.ALICE_JSON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work without a request: it is nobody's, unless it says whose.
 */
class JobTests {

	@AutoClose
	private static final TwoUsersServer server = TwoUsersServer.start(RequestThreads.PLATFORM, List.of(Jobs.class));

	@Test
	void workWithoutARequestIsNobodys() throws Exception {
		assertThat(server.context().getBean(Jobs.class).waitUntilAllIsDone()).isTrue();
		assertThat(server.contextsOf("runner")).containsExactly(APPLICATION);
		assertThat(server.contextsOf("scheduled")).containsExactly(APPLICATION);
		assertThat(server.contextsOf("listener")).containsExactly(APPLICATION);
	}

	@Test
	void workThatSaysWhoseItIsIsTheirs() throws Exception {
		assertThat(server.context().getBean(Jobs.class).waitUntilAllIsDone()).isTrue();
		assertThat(server.contextsOf("runner for alice")).containsExactly(ALICE_JSON);
		assertThat(server.contextsOf("scheduled for alice")).containsExactly(ALICE_JSON);
		assertThat(server.contextsOf("listener for alice")).containsExactly(ALICE_JSON);
	}

	@EnableAsync
	@EnableScheduling
	static class Jobs implements ApplicationRunner {

		private final CountDownLatch done = new CountDownLatch(3);

		private final Ai ai;

		private final ApplicationEventPublisher events;

		Jobs(Ai ai, ApplicationEventPublisher events) {
			this.ai = ai;
			this.events = events;
		}

		@Override
		public void run(ApplicationArguments arguments) {
			work("runner");
			this.events.publishEvent(new Wanted());
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void scheduled() {
			work("scheduled");
		}

		@Async
		@EventListener
		void listen(Wanted event) {
			work("listener");
		}

		boolean waitUntilAllIsDone() throws InterruptedException {
			return this.done.await(30, TimeUnit.SECONDS);
		}

		private void work(String prompt) {
			this.ai.ask(prompt);
			UserSecurityContextHolder.run(ALICE, () -> {
				this.ai.ask(prompt + " for alice");
			});
			this.done.countDown();
		}

	}

	private record Wanted() {

	}

}
