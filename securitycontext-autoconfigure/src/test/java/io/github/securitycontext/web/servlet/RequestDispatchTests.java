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

package io.github.securitycontext.web.servlet;

import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.web.AppServicePrincipals;
import io.github.securitycontext.web.UserSecurityContextResolver;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RequestDispatchTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final RequestDispatch dispatch = new RequestDispatch(this.request, contexts(() -> null));

	private static RequestContexts contexts(Supplier<? extends Principal> principal) {
		return new RequestContexts(new RequestPrincipals(principal, new AppServicePrincipals(false)),
				new UserSecurityContextResolver(
						() -> List.of((user) -> new EndUser((user != null) ? user.getName() : "visitor", null)),
						() -> (inbound) -> "192.0.2.1"));
	}

	@Test
	void theThreadThatDispatchesReadsTheRequest() {
		assertThat(this.dispatch.get())
			.isEqualTo(UserSecurityContext.builder().endUserId("visitor").sourceIp("192.0.2.1").build());
		assertThat(RequestDispatch.find(this.request)).isSameAs(this.dispatch);
	}

	@Test
	void anotherThreadReadsNothing() {
		assertThat(CompletableFuture.supplyAsync(this.dispatch::get).join()).isNull();
		assertThat(CompletableFuture.supplyAsync(() -> RequestDispatch.find(this.request)).join()).isNull();
	}

	@Test
	void nothingIsReadAfterTheDispatch() {
		this.dispatch.get();
		this.dispatch.close();
		assertThat(this.dispatch.get()).isNull();
		assertThat(RequestDispatch.find(this.request)).isNull();
	}

	@Test
	void aBindingThatOutlivesTheDispatchHasNoUser() {
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(this.dispatch);
		try {
			this.dispatch.close();
			assertThat(UserSecurityContextHolder.getContext()).isNull();
		}
		finally {
			scope.close();
		}
	}

	@Test
	void anAuthenticationThatCouldNotBeReadIsReadAgain() {
		AtomicBoolean down = new AtomicBoolean(true);
		RequestDispatch recovering = new RequestDispatch(this.request, contexts(() -> {
			if (down.getAndSet(false)) {
				throw new IllegalStateException("The session store is down");
			}
			return null;
		}));
		assertThat(recovering.get().getEndUserId()).isNull();
		assertThat(recovering.get().getEndUserId()).isEqualTo("visitor");
	}

	@Test
	void noAuthenticationIsReadIfNoEndUserIsSent() {
		AtomicBoolean read = new AtomicBoolean();
		RequestContexts withoutEndUser = new RequestContexts(new RequestPrincipals(() -> {
			read.set(true);
			return null;
		}, new AppServicePrincipals(false)), new UserSecurityContextResolver(null, () -> (inbound) -> "192.0.2.1"));
		assertThat(new RequestDispatch(this.request, withoutEndUser).get())
			.isEqualTo(UserSecurityContext.builder().sourceIp("192.0.2.1").build());
		assertThat(read).isFalse();
	}

	@Test
	void anAuthenticationThatCannotBeReadIsNotTakenForNobody() {
		RequestDispatch failing = new RequestDispatch(this.request, contexts(() -> {
			throw new IllegalStateException("The session store is down");
		}));
		assertThat(failing.get()).isEqualTo(UserSecurityContext.builder().sourceIp("192.0.2.1").build());
	}

}
