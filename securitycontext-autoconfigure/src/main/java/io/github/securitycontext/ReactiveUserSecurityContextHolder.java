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

import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Knows whose context a reactive chain works in: that in the Reactor {@link Context} of
 * its subscriber, whatever thread runs it. A chain without one works in that of the
 * thread which subscribes.
 */
public final class ReactiveUserSecurityContextHolder {

	private ReactiveUserSecurityContextHolder() {
	}

	/**
	 * Takes a snapshot, for clients that cannot see the subscriber's context:
	 * <pre class="code">
	 * ReactiveUserSecurityContextHolder.capture()
	 *     .flatMap((snapshot) -&gt; Mono.fromCallable(snapshot.wrap(() -&gt; blockingClient.call())))
	 *     .subscribeOn(Schedulers.boundedElastic());
	 * </pre>
	 * @return emits the snapshot, which is that of nobody if there is no user. For a
	 * request of WebFlux, it must be subscribed to while the request is handled
	 */
	public static Mono<UserSecurityContextSnapshot> capture() {
		return ReactiveLookUps.capture(UserSecurityContextSnapshot::capture);
	}

	/**
	 * Returns what makes a context the current one of a chain, by
	 * {@link Mono#contextWrite(ContextView)}.
	 * @param context the context; {@link UserSecurityContext#empty()} for that of nobody
	 * @return what to write
	 */
	public static Context withContext(UserSecurityContext context) {
		return withSnapshot(UserSecurityContextSnapshot.of(context));
	}

	/**
	 * Returns what makes the context of a snapshot the current one of a chain, by
	 * {@link Mono#contextWrite(ContextView)}.
	 * @param snapshot the snapshot
	 * @return what to write
	 */
	public static Context withSnapshot(UserSecurityContextSnapshot snapshot) {
		return Context.of(UserSecurityContextThreadLocalAccessor.KEY, snapshot);
	}

}
