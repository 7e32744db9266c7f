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

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.BOB;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UserSecurityContextThreadLocalAccessorTests {

	private final ContextSnapshotFactory factory = ContextSnapshotFactory.builder().build();

	private final ContextSnapshotFactory clearing = ContextSnapshotFactory.builder().clearMissing(true).build();

	@AutoClose("shutdownNow")
	private final ExecutorService pool = Executors.newSingleThreadExecutor();

	@AfterEach
	void noThreadRemembersAnybody() throws Exception {
		assertThat(UserSecurityContextHolder.findSnapshot()).isNull();
		assertThat(this.pool.submit(UserSecurityContextHolder::findSnapshot).get()).isNull();
	}

	@Test
	void itIsFoundByItself() {
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.hasAtLeastOneElementOfType(UserSecurityContextThreadLocalAccessor.class);
	}

	@Test
	void aTaskWorksForWhomItWasHandedOverBy() throws Exception {
		ExecutorService executor = ContextExecutorService.wrap(this.pool, this.factory::captureAll);
		Callable<UserSecurityContext> task = UserSecurityContextHolder::getContext;
		assertThat(UserSecurityContextHolder.call(ALICE, () -> executor.submit(task)).get()).isSameAs(ALICE);
		assertThat(executor.submit(task).get()).isNull();
		assertThat(UserSecurityContextHolder.call(BOB, () -> executor.submit(task)).get()).isSameAs(BOB);
	}

	@Test
	void nothingIsCapturedWhereNothingIsBound() {
		assertThat(this.factory.captureAll().toString()).doesNotContain(UserSecurityContextThreadLocalAccessor.KEY);
	}

	/**
	 * A thread that dispatches a request is asked anew after it ran something for
	 * somebody else: its own user may sign in later.
	 */
	@Test
	void whatIsRestoredIsWhatWasBoundNotWhatWasReadOfIt() {
		ContextSnapshot ofBob = as(BOB, this.factory::captureAll);
		AtomicReference<UserSecurityContext> user = new AtomicReference<>(UserSecurityContext.empty());
		UserSecurityContextHolder.Scope request = UserSecurityContextHolder.bind(user::get);
		assertThat(ofBob.wrap(UserSecurityContextHolder::getContext)).satisfies((task) -> {
			assertThat(task.call()).isSameAs(BOB);
		});
		user.set(ALICE);
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		request.close();
	}

	@Test
	void aSnapshotDoesNotChangeWithItsRequest() throws Exception {
		AtomicReference<UserSecurityContext> user = new AtomicReference<>(ALICE);
		UserSecurityContextHolder.Scope request = UserSecurityContextHolder.bind(user::get);
		Callable<UserSecurityContext> task = this.factory.captureAll().wrap(UserSecurityContextHolder::getContext);
		user.set(BOB);
		request.close();
		assertThat(this.pool.submit(task).get()).isSameAs(ALICE);
	}

	@Test
	void aSourceThatFailsDoesNotHinderWhoHandsATaskOver() throws Exception {
		UserSecurityContextHolder.Scope failing = UserSecurityContextHolder.bind(() -> {
			throw new IllegalStateException("no session");
		});
		Callable<UserSecurityContext> task = this.factory.captureAll().wrap(UserSecurityContextHolder::getContext);
		Callable<UserSecurityContext> wrapped = UserSecurityContextSnapshot.capture()
			.wrap(UserSecurityContextHolder::getContext);
		failing.close();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.pool.submit(task).get())
			.withStackTraceContaining("no session");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.pool.submit(wrapped).get())
			.withStackTraceContaining("no session");
	}

	@Test
	void aScopeThatHasEndedIsNotRestored() {
		UserSecurityContextHolder.Scope ended = UserSecurityContextHolder.bind(ALICE);
		ContextSnapshot.Scope ofBob = as(BOB, this.factory::captureAll).setThreadLocals();
		ended.close();
		ofBob.close();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void aScopeThatAnotherThreadHasEndedIsNotRestored() throws Exception {
		UserSecurityContextHolder.Scope ended = UserSecurityContextHolder.bind(ALICE);
		this.pool.submit(ended::close).get();
		ContextSnapshot ofBob = as(BOB, this.factory::captureAll);
		assertThat(ofBob.wrap(UserSecurityContextHolder::getContext).call()).isSameAs(BOB);
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void aScopeThatATaskLeftOpenEndsWithTheTaskIfTheOneAroundItHasEndedToo() {
		UserSecurityContextHolder.Scope request = UserSecurityContextHolder.bind(ALICE);
		UserSecurityContextHolder.Scope ended = UserSecurityContextHolder.bind(BOB);
		ContextSnapshot.Scope scope = as(BOB, this.factory::captureAll).setThreadLocals();
		ended.close();
		UserSecurityContextHolder.bind(BOB);
		scope.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		request.close();
	}

	@Test
	void nothingIsLeftIfAllThatWasOpenHasEnded() {
		UserSecurityContextHolder.Scope request = UserSecurityContextHolder.bind(ALICE);
		ContextSnapshot.Scope scope = as(BOB, this.factory::captureAll).setThreadLocals();
		request.close();
		UserSecurityContextHolder.bind(BOB);
		scope.close();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void aScopeThatATaskLeftOpenEndsWithTheTask() {
		UserSecurityContextHolder.Scope request = UserSecurityContextHolder.bind(ALICE);
		ContextSnapshot.Scope scope = as(BOB, this.factory::captureAll).setThreadLocals();
		UserSecurityContextHolder.bind(BOB);
		scope.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		request.close();
	}

	@Test
	void scopesNest() {
		ContextSnapshot ofBob = as(BOB, this.factory::captureAll);
		ContextSnapshot ofAlice = as(ALICE, this.factory::captureAll);
		ContextSnapshot.Scope outer = ofAlice.setThreadLocals();
		ContextSnapshot.Scope inner = ofBob.setThreadLocals();
		ContextSnapshot.Scope innermost = ofAlice.setThreadLocals();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		innermost.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(BOB);
		inner.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		outer.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whoClearsWhatIsMissingClearsTheUser(boolean bound) {
		ContextSnapshot ofNobody = this.clearing.captureAll();
		UserSecurityContextHolder.Scope request = bound ? UserSecurityContextHolder.bind(ALICE) : null;
		ContextSnapshot.Scope scope = ofNobody.setThreadLocals();
		assertThat(UserSecurityContextHolder.getContext()).isEqualTo(bound ? UserSecurityContext.empty() : null);
		scope.close();
		if (bound) {
			assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
			request.close();
		}
	}

}
