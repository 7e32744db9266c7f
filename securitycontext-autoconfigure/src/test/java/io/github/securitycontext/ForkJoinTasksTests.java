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

package io.github.securitycontext;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker of a pool that waits runs other tasks meanwhile, which may be anybody's.
 */
class ForkJoinTasksTests {

	@AutoClose("shutdownNow")
	private final ForkJoinPool pool = new ForkJoinPool(1);

	@Test
	void aTaskSeesWhomItWasWrappedFor() throws Exception {
		Callable<UserSecurityContext> task = UserSecurityContextSnapshot.of(ALICE)
			.wrap(UserSecurityContextHolder::getContext);
		assertThat(this.pool.submit(task).get()).isSameAs(ALICE);
		assertThat(this.pool.submit(UserSecurityContextHolder::getContext).get()).isNull();
	}

	@Test
	void aTaskThatIsRunWhileAnotherWaitsIsNotOfItsUser() throws Exception {
		Map<String, UserSecurityContext> seen = new HashMap<>();
		Set<Thread> threads = new HashSet<>();
		CountDownLatch allAreThere = new CountDownLatch(1);
		Callable<UserSecurityContext> ofAlice = UserSecurityContextSnapshot.of(ALICE).wrap(() -> {
			threads.add(Thread.currentThread());
			allAreThere.await();
			ForkJoinTask.helpQuiesce();
			return UserSecurityContextHolder.getContext();
		});
		ForkJoinTask<UserSecurityContext> alice = this.pool.submit(ofAlice);
		this.pool.execute(() -> {
			threads.add(Thread.currentThread());
			seen.put("somebody else", UserSecurityContextHolder.getContext());
		});
		this.pool.execute(UserSecurityContextSnapshot.of(BOB).wrap(() -> {
			seen.put("bob", UserSecurityContextHolder.getContext());
		}));
		allAreThere.countDown();
		assertThat(alice.get(30, TimeUnit.SECONDS)).isSameAs(ALICE);
		assertThat(threads).hasSize(1);
		assertThat(seen).containsEntry("somebody else", null).containsEntry("bob", BOB);
	}

	@Test
	void aSubtaskIsNotOfItsUserUnlessWrapped() throws Exception {
		Callable<List<UserSecurityContext>> ofAlice = UserSecurityContextSnapshot.of(ALICE).wrap(() -> {
			RecursiveTask<UserSecurityContext> subtask = new RecursiveTask<>() {

				private static final long serialVersionUID = 1L;

				@Override
				protected UserSecurityContext compute() {
					return UserSecurityContextHolder.getContext();
				}

			};
			return Arrays.asList(subtask.invoke(), UserSecurityContextHolder.getContext());
		});
		assertThat(this.pool.submit(ofAlice).get()).containsExactly(null, ALICE);
	}

	@Test
	void anotherThreadThatWaitsKeepsItsUser() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		UserSecurityContext own = UserSecurityContextHolder.call(ALICE, () -> {
			this.pool.submit(started::countDown).join();
			return UserSecurityContextHolder.getContext();
		});
		assertThat(own).isSameAs(ALICE);
	}

}
