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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Knows whose context the running thread works in: that of the innermost scope which is
 * open on the thread. While a thread dispatches a request, that of the request is open.
 * <p>
 * Threads do not inherit a context from the thread that started them: a
 * {@link UserSecurityContextSnapshot} hands it over. Nor does a task that a worker of a
 * {@link java.util.concurrent.ForkJoinPool} runs while it waits within a scope: it may be
 * anybody's.
 */
public final class UserSecurityContextHolder {

	/**
	 * What a thread works in to which a chain was propagated that says nothing of users.
	 * It is told from other sources by its identity.
	 */
	static final Supplier<UserSecurityContext> UNSAID = () -> UserSecurityContext.empty(MissingReason.NO_REQUEST);

	private static final ThreadLocal<@Nullable ThreadScope> current = new ThreadLocal<>();

	private UserSecurityContextHolder() {
	}

	/**
	 * Returns the context of the running thread. For a request it is built the first time
	 * that it is asked for, and kept.
	 * @return the context, or {@code null} if the thread works for no user
	 * @throws RuntimeException if a source that was {@linkplain #bind(Supplier) bound}
	 * does
	 */
	public static @Nullable UserSecurityContext getContext() {
		ThreadScope scope = current.get();
		return (scope != null) ? scope.findContext() : null;
	}

	/**
	 * Makes a context the current one of the running thread, until the returned scope is
	 * closed by that thread. Scopes nest.
	 * @param context the context; {@link UserSecurityContext#empty()} for that of nobody
	 * @return the scope to close, which makes the earlier context current again
	 */
	public static Scope bind(UserSecurityContext context) {
		return bind(() -> context);
	}

	/**
	 * Makes a source of contexts the current one of the running thread, until the
	 * returned scope is closed by that thread. Scopes nest.
	 * @param source asked by this thread each time that the context is needed
	 * @return the scope to close, which makes the earlier source current again
	 */
	public static Scope bind(Supplier<? extends @Nullable UserSecurityContext> source) {
		ThreadScope scope = new ThreadScope(source, findOuter());
		current.set(scope);
		return scope;
	}

	/**
	 * Forgets scopes that other threads have ended, once none that is open is below them.
	 */
	private static @Nullable ThreadScope findOuter() {
		for (ThreadScope scope = current.get(); scope != null; scope = scope.outer) {
			if (!scope.closed) {
				return current.get();
			}
		}
		return null;
	}

	/**
	 * Runs a task in a context.
	 * @param context the context; {@link UserSecurityContext#empty()} for that of nobody
	 * @param task the task
	 */
	public static void run(UserSecurityContext context, Runnable task) {
		UserSecurityContextSnapshot.of(context).wrap(task).run();
	}

	/**
	 * Calls a task in a context.
	 * @param <T> the type of the result
	 * @param context the context; {@link UserSecurityContext#empty()} for that of nobody
	 * @param task the task
	 * @return what the task returns
	 * @throws Exception if the task does
	 */
	public static <T extends @Nullable Object> T call(UserSecurityContext context, Callable<T> task) throws Exception {
		return UserSecurityContextSnapshot.of(context).wrap(task).call();
	}

	/**
	 * Whether a source is that of the innermost scope.
	 */
	static boolean isCurrent(Supplier<? extends @Nullable UserSecurityContext> source) {
		ThreadScope scope = current.get();
		return scope != null && scope.source == source;
	}

	/**
	 * Whether there is a scope, be it one of nobody, or one that another thread has
	 * ended.
	 */
	static boolean isBound() {
		return current.get() != null;
	}

	/**
	 * Returns what is current, as it is now, or {@code null} if nothing is bound.
	 */
	static @Nullable UserSecurityContextSnapshot findSnapshot() {
		ThreadScope scope = current.get();
		return (scope != null) ? scope.snapshot() : null;
	}

	/**
	 * Makes the scope current again that a snapshot was taken in, and so ends those that
	 * were opened in it. If it has ended itself, the next one around it takes its place,
	 * and if none is left, nobody.
	 * @param snapshot the snapshot, or {@code null} if nothing was bound
	 */
	static void restore(@Nullable UserSecurityContextSnapshot snapshot) {
		ScopeId id = (snapshot != null) ? snapshot.scopeId() : null;
		ThreadScope scope = null;
		while (id != null && scope == null) {
			scope = find(id);
			id = id.outer();
		}
		makeCurrent(scope);
	}

	private static @Nullable ThreadScope find(ScopeId id) {
		ThreadScope scope = current.get();
		while (scope != null && scope.id != id) {
			scope = scope.outer;
		}
		return scope;
	}

	private static void makeCurrent(@Nullable ThreadScope scope) {
		if (scope != null) {
			current.set(scope);
		}
		else {
			current.remove();
		}
	}

	/**
	 * The block in which a context is the current one.
	 */
	public interface Scope extends AutoCloseable {

		/**
		 * Ends the scope, and those that were opened in it and are still open. On another
		 * thread than that which opened it, ends the scope alone: it is one of nobody
		 * from then on. Does nothing if it has ended.
		 */
		@Override
		void close();

	}

	private static final class ThreadScope implements Scope {

		private final ScopeId id;

		private final Supplier<? extends @Nullable UserSecurityContext> source;

		private final @Nullable ThreadScope outer;

		private final long taskDepth = ForkJoinTasks.depth();

		/** Also by another thread, which cannot take the scope off this one. */
		private volatile boolean closed;

		ThreadScope(Supplier<? extends @Nullable UserSecurityContext> source, @Nullable ThreadScope outer) {
			this.source = source;
			this.outer = outer;
			this.id = new ScopeId((outer != null) ? outer.id : null);
		}

		@Nullable UserSecurityContext findContext() {
			return (!this.closed && isOfThisTask()) ? this.source.get() : null;
		}

		UserSecurityContextSnapshot snapshot() {
			// a source that other threads may ask, too, is handed on as it is
			if (this.source instanceof ReactiveSource reactive && !this.closed && isOfThisTask()) {
				return new UserSecurityContextSnapshot(reactive, this.id);
			}
			return UserSecurityContextSnapshot.ask(this::findContext, this.id);
		}

		private boolean isOfThisTask() {
			return this.taskDepth == ForkJoinTasks.depth();
		}

		@Override
		public void close() {
			this.closed = true;
			if (find(this.id) != null) {
				makeCurrent(this.outer);
			}
		}

	}

}
