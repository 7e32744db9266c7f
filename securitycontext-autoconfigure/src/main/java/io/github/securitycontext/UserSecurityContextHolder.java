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

	private static final ThreadLocal<@Nullable ThreadScope> current = new ThreadLocal<>();

	private UserSecurityContextHolder() {
	}

	/**
	 * Returns the context of the running thread. For a request it is built the first time
	 * that it is asked for, and kept.
	 * @return the context, or {@code null} if the thread works for no user
	 */
	public static @Nullable UserSecurityContext getContext() {
		ThreadScope scope = current.get();
		return (scope != null) ? scope.source.get() : null;
	}

	/**
	 * Makes a source of contexts the current one of the running thread, until the
	 * returned scope is closed by that thread. Scopes nest.
	 * @param source asked by this thread each time that the context is needed
	 * @return the scope to close, which makes the earlier source current again
	 */
	public static Scope bind(Supplier<? extends @Nullable UserSecurityContext> source) {
		ThreadScope scope = new ThreadScope(source, current.get());
		current.set(scope);
		return scope;
	}

	/**
	 * The block in which a context is the current one.
	 */
	public interface Scope extends AutoCloseable {

		/**
		 * Ends the scope, and those that were opened in it and are still open. Does
		 * nothing if it has ended, or on another thread than that which opened it.
		 */
		@Override
		void close();

	}

	private static final class ThreadScope implements Scope {

		private final Supplier<? extends @Nullable UserSecurityContext> source;

		private final @Nullable ThreadScope outer;

		ThreadScope(Supplier<? extends @Nullable UserSecurityContext> source, @Nullable ThreadScope outer) {
			this.source = source;
			this.outer = outer;
		}

		@Override
		public void close() {
			if (!isOpen()) {
				return;
			}
			if (this.outer != null) {
				current.set(this.outer);
			}
			else {
				current.remove();
			}
		}

		private boolean isOpen() {
			for (ThreadScope scope = current.get(); scope != null; scope = scope.outer) {
				if (scope == this) {
					return true;
				}
			}
			return false;
		}

	}

}
