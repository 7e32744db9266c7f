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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * The end of a stream, and what the model said to the repeat of its call.
 */
final class StreamEnd {

	private final RefusableCall call;

	private final CompletableFuture<Void> future = new CompletableFuture<>();

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile boolean closed;

	StreamEnd(RefusableCall call) {
		this.call = call;
	}

	CompletableFuture<Void> future() {
		return this.future;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * There is something in the second stream.
	 */
	void secondAnswered() {
		tell(null);
	}

	void secondEnded(@Nullable Throwable failure) {
		// a stream that is closed ends as if it had been read
		tell((failure == null && this.closed) ? new CancellationException() : failure);
		complete(failure);
	}

	private void tell(@Nullable Throwable failure) {
		if (this.told.compareAndSet(false, true)) {
			this.call.repeatEnded(failure);
		}
	}

	void complete(@Nullable Throwable failure) {
		if (failure != null) {
			this.future.completeExceptionally(failure);
		}
		else {
			this.future.complete(null);
		}
	}

	/**
	 * Ends the stream early, as the library does: without a failure.
	 */
	void close() {
		this.closed = true;
		this.future.complete(null);
	}

}
