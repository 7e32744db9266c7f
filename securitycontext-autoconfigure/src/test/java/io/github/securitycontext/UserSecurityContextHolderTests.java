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

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserSecurityContextHolderTests {

	private static final UserSecurityContext ALICE = UserSecurityContext.builder().endUserId("alice").build();

	private static final UserSecurityContext BOB = UserSecurityContext.builder().endUserId("bob").build();

	@AfterEach
	void nothingIsLeftBehind() {
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void scopesNestAndRestore() {
		UserSecurityContextHolder.Scope outer = UserSecurityContextHolder.bind(() -> ALICE);
		UserSecurityContextHolder.Scope inner = UserSecurityContextHolder.bind(() -> BOB);
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(BOB);
		inner.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		outer.close();
	}

	@Test
	void aScopeThatHasEndedEndsNothingElse() {
		UserSecurityContextHolder.Scope outer = UserSecurityContextHolder.bind(() -> ALICE);
		UserSecurityContextHolder.Scope inner = UserSecurityContextHolder.bind(() -> BOB);
		inner.close();
		outer.close();
		inner.close();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void theEndOfAScopeEndsThoseInIt() {
		UserSecurityContextHolder.Scope outer = UserSecurityContextHolder.bind(() -> ALICE);
		UserSecurityContextHolder.Scope inner = UserSecurityContextHolder.bind(() -> BOB);
		outer.close();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
		inner.close();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void aScopeThatEndedWithAnOuterOneDoesNotComeBackLater() {
		UserSecurityContextHolder.Scope first = UserSecurityContextHolder.bind(UserSecurityContext::empty);
		UserSecurityContextHolder.bind(() -> ALICE);
		UserSecurityContextHolder.Scope leftOpen = UserSecurityContextHolder.bind(() -> ALICE);
		first.close();
		UserSecurityContextHolder.Scope second = UserSecurityContextHolder.bind(() -> BOB);
		leftOpen.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(BOB);
		second.close();
	}

	@Test
	void aScopeThatAnotherThreadEndsIsOfNobodyAndNotTakenOver() {
		UserSecurityContextHolder.Scope outer = UserSecurityContextHolder.bind(() -> ALICE);
		UserSecurityContextHolder.Scope inner = UserSecurityContextHolder.bind(() -> BOB);
		UserSecurityContext elsewhere = CompletableFuture.supplyAsync(() -> {
			inner.close();
			return UserSecurityContextHolder.getContext();
		}).join();
		assertThat(elsewhere).isNull();
		assertThat(UserSecurityContextHolder.getContext()).isNull();
		inner.close();
		assertThat(UserSecurityContextHolder.getContext()).isSameAs(ALICE);
		outer.close();
	}

}
