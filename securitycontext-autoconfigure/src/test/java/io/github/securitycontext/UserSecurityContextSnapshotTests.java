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

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.BOB;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UserSecurityContextSnapshotTests {

	@AutoClose("shutdownNow")
	private final ExecutorService pool = Executors.newSingleThreadExecutor();

	@AfterEach
	void noThreadRemembersAnybody() throws Exception {
		assertThat(UserSecurityContextHolder.getContext()).isNull();
		assertThat(this.pool.submit(UserSecurityContextHolder::getContext).get()).isNull();
	}

	@Test
	void aTaskWorksForWhomItWasWrapped() throws Exception {
		UserSecurityContextSnapshot snapshot = as(ALICE, UserSecurityContextSnapshot::capture);
		Callable<UserSecurityContext> callable = snapshot.wrap(UserSecurityContextHolder::getContext);
		Supplier<UserSecurityContext> supplier = snapshot.wrapSupplier(UserSecurityContextHolder::getContext);
		CompletableFuture<UserSecurityContext> seen = new CompletableFuture<>();
		Runnable runnable = snapshot.wrap(() -> {
			seen.complete(UserSecurityContextHolder.getContext());
		});
		this.pool.submit(runnable).get();
		assertThat(seen.join()).isSameAs(ALICE);
		assertThat(this.pool.submit(callable).get()).isSameAs(ALICE);
		assertThat(CompletableFuture.supplyAsync(supplier, this.pool).join()).isSameAs(ALICE);
		assertThat(snapshot.getContext()).isSameAs(ALICE);
	}

	@Test
	void aTaskRunsInAContext() {
		CompletableFuture<UserSecurityContext> seen = new CompletableFuture<>();
		UserSecurityContextHolder.run(ALICE, () -> seen.complete(UserSecurityContextHolder.getContext()));
		assertThat(seen).isCompletedWithValue(ALICE);
	}

	@Test
	void aTaskOfNobodyWorksForNobodyAlsoOnTheThreadOfAUser() throws Exception {
		Callable<UserSecurityContext> task = UserSecurityContextSnapshot.capture()
			.wrap(UserSecurityContextHolder::getContext);
		assertThat(UserSecurityContextHolder.call(ALICE, task)).isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void aTaskThatFailsLeavesNobodyBehindAndFailsAsItWould() {
		Callable<Object> task = UserSecurityContextSnapshot.of(ALICE).wrap((Callable<Object>) () -> {
			throw new IOException("no answer");
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.pool.submit(task).get())
			.withCauseExactlyInstanceOf(IOException.class);
	}

	@Test
	void anExecutorCapturesAnewForEachTask() {
		Executor executor = UserSecurityContextSnapshot.capturingExecutor(this.pool);
		Supplier<UserSecurityContext> task = UserSecurityContextHolder::getContext;
		CompletableFuture<UserSecurityContext> ofAlice = as(ALICE, () -> CompletableFuture.supplyAsync(task, executor));
		CompletableFuture<UserSecurityContext> ofBob = as(BOB, () -> CompletableFuture.supplyAsync(task, executor));
		CompletableFuture<UserSecurityContext> ofNobody = CompletableFuture.supplyAsync(task, executor);
		assertThat(ofAlice.join()).isSameAs(ALICE);
		assertThat(ofBob.join()).isSameAs(BOB);
		assertThat(ofNobody.join()).isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void aContextCanBeBoundForABlock() throws Exception {
		assertThat(UserSecurityContextHolder.call(ALICE, UserSecurityContextHolder::getContext)).isSameAs(ALICE);
		UserSecurityContextHolder.run(BOB, () -> assertThat(UserSecurityContextHolder.getContext()).isSameAs(BOB));
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(ALICE);
		try (scope) {
			assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		}
	}

	@Test
	void anOpenScopeInATaskEndsWithTheTask() throws Exception {
		this.pool.submit(UserSecurityContextSnapshot.of(ALICE).wrap(() -> {
			UserSecurityContextHolder.bind(BOB);
		})).get();
		assertThat(this.pool.submit(UserSecurityContextHolder::getContext).get()).isNull();
	}

}
