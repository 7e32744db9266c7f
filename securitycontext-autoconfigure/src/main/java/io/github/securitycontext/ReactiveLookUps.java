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
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Looks up contexts in Reactor's, for what serves requests and for what makes calls.
 * Nothing here is for applications.
 */
public final class ReactiveLookUps {

	private ReactiveLookUps() {
	}

	/**
	 * Takes a snapshot like {@link ReactiveUserSecurityContextHolder#capture()}, but for
	 * a chain without a context in that of another thread than the one which subscribes.
	 * @param otherwise asked for the context if the chain has none
	 * @return emits the snapshot
	 */
	public static Mono<UserSecurityContextSnapshot> capture(Supplier<UserSecurityContextSnapshot> otherwise) {
		return Mono.deferContextual((view) -> {
			Object current = find(view);
			ReactiveSource source = findSource(current);
			if (source != null) {
				return source.snapshot();
			}
			return Mono.just((current instanceof UserSecurityContextSnapshot snapshot) ? snapshot : otherwise.get());
		});
	}

	/**
	 * Takes a snapshot of the running thread, if it works for anybody, or for nobody and
	 * not only because a chain was propagated to it that says nothing of users.
	 * @param otherwise the snapshot if it does not
	 * @return one of the two
	 */
	public static UserSecurityContextSnapshot captureIfSaid(UserSecurityContextSnapshot otherwise) {
		return UserSecurityContextHolder.isCurrent(UserSecurityContextHolder.UNSAID) ? otherwise
				: UserSecurityContextSnapshot.capture();
	}

	/**
	 * Returns what makes the current context of a chain one that is still to be found, by
	 * {@link Mono#contextWrite(ContextView)}.
	 * @param context emits the context, or nothing for that of nobody; subscribed to in
	 * the chain, each time that the context is needed
	 * @param key the key, in Reactor's contexts and of a thread local accessor, of what
	 * the context depends on: threads do not have it in parts of the chain that have
	 * something else there
	 * @return what to write
	 */
	public static Context withLookUp(Mono<UserSecurityContext> context, Object key) {
		return Context.of(UserSecurityContextThreadLocalAccessor.KEY, new ReactiveSource(context, key));
	}

	/**
	 * Finds a context that is still to be found for the threads of a chain, if something
	 * propagates Reactor's contexts to them. Parts of the chain that have something else
	 * under its key do not have it.
	 * @param <T> what the chain emits
	 * @param chain the chain
	 * @return the chain, which starts when threads have the context
	 * @see reactor.core.publisher.Hooks#enableAutomaticContextPropagation()
	 */
	public static <T> Mono<T> prepareThreads(Mono<T> chain) {
		return Mono.deferContextual(
				(view) -> (find(view) instanceof ReactiveSource source)
						? source.prepareThreads()
							.flatMap((prepared) -> chain
								.contextWrite(Context.of(UserSecurityContextThreadLocalAccessor.KEY, prepared)))
						: chain);
	}

	private static @Nullable ReactiveSource findSource(@Nullable Object current) {
		if (current instanceof UserSecurityContextSnapshot snapshot) {
			return snapshot.findReactiveSource();
		}
		return (current instanceof ReactiveSource source) ? source : null;
	}

	private static @Nullable Object find(ContextView view) {
		return view.getOrDefault(UserSecurityContextThreadLocalAccessor.KEY, null);
	}

}
