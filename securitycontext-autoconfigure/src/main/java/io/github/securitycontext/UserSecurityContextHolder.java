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
 * Knows whose context the running thread works in: that of the innermost scope which is
 * open on the thread. While a thread dispatches a request, that of the request is open.
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
	 * returned scope is closed. Scopes nest, and are closed in reverse order by the
	 * thread that opened them.
	 * @param source asked by this thread each time that the context is needed
	 * @return the scope to close, which makes the earlier source current again
	 */
	public static Scope bind(Supplier<? extends @Nullable UserSecurityContext> source) {
		Scope scope = new ThreadScope(current.get());
		current.set(source);
		return scope;
	}

	/**
	 * The block in which a context is the current one.
	 */
	public interface Scope extends AutoCloseable {

		/**
		 * Ends the scope. Does nothing if it has ended, or on another thread than that
		 * which opened it.
		 */
		@Override
		void close();

	}

	private static final class ThreadScope implements Scope {

		private final Thread thread = Thread.currentThread();

		private final @Nullable Supplier<? extends @Nullable UserSecurityContext> previous;

		private boolean closed;

		ThreadScope(@Nullable Supplier<? extends @Nullable UserSecurityContext> previous) {
			this.previous = previous;
		}

		@Override
		public void close() {
			if (this.thread != Thread.currentThread() || this.closed) {
				return;
			}
			this.closed = true;
			if (this.previous != null) {
				current.set(this.previous);
			}
			else {
				current.remove();
			}
		}

	}

}
