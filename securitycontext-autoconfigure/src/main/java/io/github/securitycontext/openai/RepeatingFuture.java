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

package io.github.securitycontext.openai;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an asynchronous call: the first, or that to its repeat.
 *
 * @param <T> the type of the answer
 */
final class RepeatingFuture<T> extends CompletableFuture<T> {

	private final RefusableCall call;

	/** Whose answer this one waits for. */
	private volatile CompletableFuture<T> current;

	private RepeatingFuture(CompletableFuture<T> first, RefusableCall call) {
		this.current = first;
		this.call = call;
	}

	static <T> CompletableFuture<T> of(CompletableFuture<T> first, RefusableCall call) {
		RepeatingFuture<T> future = new RepeatingFuture<>(first, call);
		first.whenComplete(future::end);
		return future;
	}

	private void end(@Nullable T value, @Nullable Throwable failure) {
		// whoever has cancelled it waits for nothing
		if (failure == null || isDone() || !this.call.acceptRefusal(failure)) {
			endAs(value, failure);
		}
		else {
			repeat();
		}
	}

	@SuppressWarnings("unchecked")
	private void repeat() {
		try {
			CompletableFuture<T> second = (CompletableFuture<T>) Objects.requireNonNull(this.call.repeat());
			this.current = second;
			second.whenComplete((value, failure) -> {
				this.call.repeatEnded(failure);
				endAs(value, failure);
			});
			if (isCancelled()) {
				second.cancel(true);
			}
		}
		catch (Throwable ex) {
			this.call.repeatEnded(ex);
			completeExceptionally(ex);
		}
	}

	/**
	 * The failure is the very same as without us, for those who get it wrapped, too.
	 */
	private void endAs(@Nullable T value, @Nullable Throwable failure) {
		if (failure != null) {
			completeExceptionally(failure);
		}
		else {
			complete(value);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		this.current.cancel(mayInterruptIfRunning);
		return cancelled;
	}

	/**
	 * What is made of this future is an ordinary one.
	 */
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
