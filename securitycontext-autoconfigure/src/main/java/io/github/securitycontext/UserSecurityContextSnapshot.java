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
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The context that a thread worked in at one moment, for other threads to work in. It
 * says the same for as long as it is kept, whatever becomes of the request that it was
 * taken from.
 */
public final class UserSecurityContextSnapshot {

	private final Supplier<? extends @Nullable UserSecurityContext> source;

	private final @Nullable ScopeId scopeId;

	/**
	 * Creates a snapshot.
	 * @param source what any thread may ask for the context
	 * @param scopeId the scope that the snapshot was taken in, or {@code null}
	 */
	UserSecurityContextSnapshot(Supplier<? extends @Nullable UserSecurityContext> source, @Nullable ScopeId scopeId) {
		this.source = source;
		this.scopeId = scopeId;
	}

	/**
	 * Takes a snapshot of the running thread. On a thread that dispatches a request, the
	 * request is read now.
	 * @return the snapshot, which is that of nobody if the thread works for no user
	 */
	public static UserSecurityContextSnapshot capture() {
		UserSecurityContextSnapshot snapshot = UserSecurityContextHolder.findSnapshot();
		return (snapshot != null) ? snapshot.fix() : of(UserSecurityContext.empty(MissingReason.NO_REQUEST));
	}

	/**
	 * Returns a snapshot that holds a context.
	 * @param context the context; {@link UserSecurityContext#empty()} for that of nobody
	 * @return the snapshot
	 */
	public static UserSecurityContextSnapshot of(UserSecurityContext context) {
		return new UserSecurityContextSnapshot(() -> context, null);
	}

	/**
	 * Returns an executor whose tasks work in the context of the thread that hands them
	 * over. The snapshot is taken anew for each task.
	 * @param executor runs the tasks
	 * @return the executor to hand them to
	 */
	public static Executor capturingExecutor(Executor executor) {
		return (task) -> executor.execute(capture().wrap(task));
	}

	/**
	 * Returns the context.
	 * @return the context, or {@code null} for that of nobody; one that
	 * {@linkplain UserSecurityContext#isEmpty() says nothing} is nobody's, too
	 * @throws RuntimeException if it could not be found out when the snapshot was taken
	 */
	public @Nullable UserSecurityContext getContext() {
		return this.source.get();
	}

	/**
	 * Makes the context the current one of the running thread, until the returned scope
	 * is closed by that thread.
	 * @return the scope to close
	 * @see UserSecurityContextHolder#bind(UserSecurityContext)
	 */
	public UserSecurityContextHolder.Scope bind() {
		return UserSecurityContextHolder.bind(this.source);
	}

	/**
	 * Returns a task that works in the context, whatever thread runs it.
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	public Runnable wrap(Runnable task) {
		return () -> {
			UserSecurityContextHolder.Scope scope = bind();
			try {
				task.run();
			}
			finally {
				scope.close();
			}
		};
	}

	/**
	 * Returns a task that works in the context, whatever thread calls it.
	 * @param <T> the type of the result
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
		return () -> {
			UserSecurityContextHolder.Scope scope = bind();
			try {
				return task.call();
			}
			finally {
				scope.close();
			}
		};
	}

	/**
	 * Returns a supplier that works in the context, whatever thread asks it.
	 * @param <T> the type of the result
	 * @param supplier the supplier
	 * @return the supplier to hand to another thread
	 */
	public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
		return () -> {
			UserSecurityContextHolder.Scope scope = bind();
			try {
				return supplier.get();
			}
			finally {
				scope.close();
			}
		};
	}

	/**
	 * Returns a snapshot that says forever what this one says on the running thread.
	 */
	UserSecurityContextSnapshot fix() {
		return (this.source instanceof ReactiveSource) ? ask(this.source, this.scopeId) : this;
	}

	/**
	 * Returns a snapshot that says forever what a source says on the running thread. To
	 * hand something over must not fail: what the source fails with is told to whoever
	 * asks the snapshot.
	 */
	static UserSecurityContextSnapshot ask(Supplier<? extends @Nullable UserSecurityContext> source,
			@Nullable ScopeId scopeId) {
		try {
			UserSecurityContext context = source.get();
			return new UserSecurityContextSnapshot(() -> context, scopeId);
		}
		catch (Throwable ex) {
			return failed(ex, scopeId);
		}
	}

	static UserSecurityContextSnapshot failed(Throwable failure, @Nullable ScopeId scopeId) {
		return new UserSecurityContextSnapshot(() -> {
			throw new IllegalStateException("There was no context to capture", failure);
		}, scopeId);
	}

	/**
	 * Returns what a chain may look up instead, or {@code null}.
	 */
	@Nullable ReactiveSource findReactiveSource() {
		return (this.source instanceof ReactiveSource reactive) ? reactive : null;
	}

	@Nullable ScopeId scopeId() {
		return this.scopeId;
	}

}
