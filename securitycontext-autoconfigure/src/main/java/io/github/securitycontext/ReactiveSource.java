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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A context in a Reactor {@link reactor.util.context.Context} that is looked up only when
 * it is needed. Threads cannot wait for that: they see it once it was looked up for them.
 */
final class ReactiveSource implements Supplier<@Nullable UserSecurityContext> {

	private final Mono<UserSecurityContext> context;

	private final Object key;

	private final @Nullable Found found;

	/**
	 * Creates a source.
	 * @param context emits the context
	 * @param key the key, in Reactor's contexts, of what the context depends on
	 */
	ReactiveSource(Mono<UserSecurityContext> context, Object key) {
		this(context, key, null);
	}

	private ReactiveSource(Mono<UserSecurityContext> context, Object key, @Nullable Found found) {
		this.context = context;
		this.key = key;
		this.found = found;
	}

	/**
	 * Looks up the context anew, in the state that the subscriber has come to. If that
	 * fails, whoever asks the snapshot is told.
	 */
	Mono<UserSecurityContextSnapshot> snapshot() {
		return lookUp().map(UserSecurityContextSnapshot::of)
			.defaultIfEmpty(UserSecurityContextSnapshot.of(UserSecurityContext.empty(MissingReason.NO_REQUEST)))
			.onErrorResume((ex) -> Mono.just(UserSecurityContextSnapshot.failed(ex, null)));
	}

	/**
	 * A call that is made by the look-up must not wait for it.
	 */
	private Mono<UserSecurityContext> lookUp() {
		return this.context.contextWrite(ReactiveUserSecurityContextHolder.withContext(UserSecurityContext.empty()));
	}

	/**
	 * Looks up the context for threads, if Reactor's contexts are propagated to them: the
	 * running one has this source then. A failure leaves them without one.
	 * @return emits the source for a chain in the state that the subscriber has come to
	 */
	Mono<ReactiveSource> prepareThreads() {
		return Mono.deferContextual((view) -> {
			Object state = view.getOrDefault(this.key, null);
			return UserSecurityContextHolder.isCurrent(this)
					? lookUp().map((context) -> new ReactiveSource(this.context, this.key, new Found(state, context)))
					: Mono.<ReactiveSource>empty();
		}).onErrorComplete().defaultIfEmpty(this);
	}

	/**
	 * Returns what was found, as long as the thread is in the state that it was found in:
	 * a part of the chain may work for somebody else.
	 */
	@Override
	public @Nullable UserSecurityContext get() {
		return (this.found != null && this.found.state == UserSecurityContextThreadLocalAccessor.findOther(this.key))
				? this.found.context : null;
	}

	private record Found(@Nullable Object state, UserSecurityContext context) {

	}

}
