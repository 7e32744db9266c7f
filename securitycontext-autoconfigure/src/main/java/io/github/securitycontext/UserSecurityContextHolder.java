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

/**
 * Knows whose context the running thread works in: that of the request which the thread
 * dispatches, and none on every other thread.
 * <p>
 * Threads do not inherit a context from the thread that started them.
 */
public final class UserSecurityContextHolder {

	private static final ThreadLocal<@Nullable Supplier<? extends @Nullable UserSecurityContext>> current = new ThreadLocal<>();

	private UserSecurityContextHolder() {
	}

	/**
	 * Returns the context of the running thread. For a request it is built the first time
	 * that it is asked for, and kept.
	 * @return the context, or {@code null} if the thread works for no user
	 */
	public static @Nullable UserSecurityContext getContext() {
		Supplier<? extends @Nullable UserSecurityContext> source = current.get();
		return (source != null) ? source.get() : null;
	}

	/**
	 * Makes a source of contexts the current one of the running thread, until the
	 * returned scope is closed. Scopes nest, and are closed by the thread that opened
	 * them.
	 * @param source asked by this thread each time that the context is needed
	 * @return the scope to close, which makes the earlier source current again
	 */
	public static Scope bind(Supplier<? extends @Nullable UserSecurityContext> source) {
		Supplier<? extends @Nullable UserSecurityContext> previous = current.get();
		current.set(source);
		return () -> restore(previous);
	}

	private static void restore(@Nullable Supplier<? extends @Nullable UserSecurityContext> previous) {
		if (previous != null) {
			current.set(previous);
		}
		else {
			current.remove();
		}
	}

	/**
	 * The block in which a context is the current one.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * Ends the scope.
		 */
		@Override
		void close();

	}

}
