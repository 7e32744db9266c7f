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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static io.github.securitycontext.ReactiveLookUps.withLookUp;
import static io.github.securitycontext.ReactiveUserSecurityContextHolder.withContext;
import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.BOB;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReactiveUserSecurityContextHolderTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** Of something that does not change here. */
	private static final String KEY = "state";

	private static final Mono<UserSecurityContext> onThread = Mono.fromSupplier(UserSecurityContextHolder::getContext)
		.defaultIfEmpty(UserSecurityContext.empty())
		.subscribeOn(Schedulers.boundedElastic());

	private static final Mono<UserSecurityContext> inChain = ReactiveUserSecurityContextHolder.capture()
		.mapNotNull(UserSecurityContextSnapshot::getContext)
		.subscribeOn(Schedulers.boundedElastic());

	@AfterEach
	void noThreadRemembersAnybody() {
		Hooks.disableAutomaticContextPropagation();
		assertThat(onThread.block()).isEqualTo(UserSecurityContext.empty());
		assertThat(UserSecurityContextHolder.findSnapshot()).isNull();
	}

	@Test
	void theContextOfTheSubscriberOutranksTheThread() {
		assertThat(as(BOB, () -> ReactiveUserSecurityContextHolder.capture().contextWrite(withContext(ALICE)).block())
			.getContext()).isSameAs(ALICE);
	}

	@Test
	void aChainWithoutOneWorksInThatOfTheThreadWhichSubscribes() {
		assertThat(as(BOB, () -> ReactiveUserSecurityContextHolder.capture().block()).getContext()).isSameAs(BOB);
		assertThat(inChain.block()).isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void theContextTravelsToOtherThreads() {
		assertThat(inChain.contextWrite(withContext(ALICE)).block()).isSameAs(ALICE);
		assertThat(inChain.contextWrite(withLookUp(Mono.just(ALICE), KEY)).block()).isSameAs(ALICE);
		assertThat(inChain
			.contextWrite(ReactiveUserSecurityContextHolder.withSnapshot(UserSecurityContextSnapshot.of(ALICE)))
			.block()).isSameAs(ALICE);
	}

	@Test
	void theInnermostContextCounts() {
		assertThat(inChain.contextWrite(withContext(BOB)).contextWrite(withLookUp(Mono.just(ALICE), KEY)).block())
			.isSameAs(BOB);
		assertThat(
				inChain.contextWrite(withContext(UserSecurityContext.empty())).contextWrite(withContext(ALICE)).block())
			.isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void aContextThatIsStillToBeFoundIsLookedUpOnlyWhenItIsNeeded() {
		AtomicInteger lookUps = new AtomicInteger();
		Mono<UserSecurityContext> lookUp = Mono.fromSupplier(() -> {
			lookUps.incrementAndGet();
			return ALICE;
		});
		Mono.just("no AI call").contextWrite(withLookUp(lookUp, KEY)).block();
		assertThat(lookUps).hasValue(0);
		ReactiveLookUps.prepareThreads(Mono.just("no AI call")).contextWrite(withLookUp(lookUp, KEY)).block();
		assertThat(lookUps).hasValue(0);
		inChain.contextWrite(withLookUp(lookUp, KEY)).block();
		assertThat(lookUps).hasValue(1);
	}

	@Test
	void aContextThatIsNotFoundIsThatOfNobodyNotOfTheThread() {
		assertThat(as(BOB,
				() -> ReactiveUserSecurityContextHolder.capture().contextWrite(withLookUp(Mono.empty(), KEY)).block())
			.getContext()).isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void aLookUpThatFailsIsToldToWhoeverAsksTheSnapshot() {
		UserSecurityContextSnapshot snapshot = ReactiveUserSecurityContextHolder.capture()
			.contextWrite(withLookUp(Mono.error(new IllegalStateException("expected")), KEY))
			.block();
		assertThatIllegalStateException().isThrownBy(snapshot::getContext).withStackTraceContaining("expected");
	}

	@Test
	void aLookUpThatMakesACallDoesNotWaitForItself() {
		Mono<UserSecurityContext> lookUp = inChain.thenReturn(ALICE);
		assertThat(inChain.contextWrite(withLookUp(lookUp, KEY)).block(TIMEOUT)).isSameAs(ALICE);
		assertThat(inChain.contextWrite(withLookUp(lookUp.cache(), KEY)).block(TIMEOUT)).isSameAs(ALICE);
	}

	@Test
	void nothingIsLookedUpForThreadsThatSomethingElseThanReactorRestores() {
		AtomicInteger lookUps = new AtomicInteger();
		Mono<UserSecurityContext> lookUp = Mono.fromSupplier(() -> {
			lookUps.incrementAndGet();
			return ALICE;
		});
		Mono.just("user")
			.mapNotNull((user) -> user)
			.flatMap((user) -> ReactiveLookUps.prepareThreads(Mono.just("no AI call")))
			.contextWrite(withLookUp(lookUp, KEY))
			.block();
		assertThat(lookUps).hasValue(0);
	}

	@Test
	void aSnapshotMakesTheContextVisibleToWhatCannotSeeTheSubscriber() {
		Mono<UserSecurityContext> call = ReactiveUserSecurityContextHolder.capture()
			.flatMap((snapshot) -> Mono.fromCallable(snapshot.wrap(UserSecurityContextHolder::getContext))
				.subscribeOn(Schedulers.boundedElastic()));
		assertThat(call.contextWrite(withContext(ALICE)).block()).isSameAs(ALICE);
	}

	@Nested
	class WithAutomaticPropagation {

		WithAutomaticPropagation() {
			Hooks.enableAutomaticContextPropagation();
		}

		@Test
		void threadsSeeTheContextOfTheSubscriber() {
			assertThat(onThread.contextWrite(withContext(ALICE)).block()).isSameAs(ALICE);
			assertThat(as(BOB, () -> onThread.contextWrite(withContext(ALICE)).block())).isSameAs(ALICE);
			assertThat(as(BOB, () -> onThread.block())).isSameAs(BOB);
		}

		@Test
		void threadsSeeAContextThatWasStillToBeFoundOnceItIsPrepared() {
			Mono<UserSecurityContext> lookUp = Mono.just(ALICE).subscribeOn(Schedulers.boundedElastic());
			assertThat(onThread.contextWrite(withLookUp(lookUp, KEY)).block()).isEqualTo(UserSecurityContext.empty());
			assertThat(ReactiveLookUps.prepareThreads(onThread).contextWrite(withLookUp(lookUp, KEY)).block())
				.isSameAs(ALICE);
		}

		@Test
		void whatThreadsHandOnIsSeenInNewChains() {
			Mono<UserSecurityContext> call = Mono.fromSupplier(inChain::block).subscribeOn(Schedulers.boundedElastic());
			assertThat(ReactiveLookUps.prepareThreads(call).contextWrite(withLookUp(Mono.just(ALICE), KEY)).block())
				.isSameAs(ALICE);
		}

		@Test
		void whatAThreadHandsOnStaysTheSame() {
			ThreadLocal<String> state = new ThreadLocal<>();
			ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, state);
			try {
				Mono<UserSecurityContextSnapshot> onThread = Mono.fromSupplier(UserSecurityContextSnapshot::capture)
					.subscribeOn(Schedulers.boundedElastic());
				UserSecurityContextSnapshot snapshot = ReactiveLookUps.prepareThreads(onThread)
					.contextWrite(withLookUp(Mono.just(ALICE), KEY).put(KEY, "signed in"))
					.block();
				assertThat(state.get()).isNull();
				assertThat(snapshot.getContext()).isSameAs(ALICE);
				assertThat(ReactiveLookUps
					.prepareThreads(onThread.contextWrite((view) -> view.put(KEY, "signed in as somebody else")))
					.contextWrite(withLookUp(Mono.just(ALICE), KEY).put(KEY, "signed in"))
					.block()
					.getContext()).isNull();
			}
			finally {
				ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
			}
		}

		@Test
		void aLookUpThatFailsLeavesThreadsWithoutAUser() {
			assertThat(ReactiveLookUps.prepareThreads(onThread)
				.contextWrite(withLookUp(Mono.error(new IllegalStateException("no session")), KEY))
				.block()).isEqualTo(UserSecurityContext.empty());
		}

	}

}
