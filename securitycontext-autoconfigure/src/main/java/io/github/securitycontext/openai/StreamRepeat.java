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

import com.openai.core.http.AsyncStreamResponse;
import org.jspecify.annotations.Nullable;

/**
 * What comes after the first stream of a call.
 *
 * @param <T> the type of what is in the streams
 */
final class StreamRepeat<T> {

	private final RefusableCall call;

	private final StreamEnd end;

	private volatile boolean firstAnswered;

	private volatile @Nullable Outcome<T> outcome;

	StreamRepeat(RefusableCall call) {
		this.call = call;
		this.end = new StreamEnd(call);
	}

	StreamEnd end() {
		return this.end;
	}

	CompletableFuture<Void> onCompleteFuture() {
		return this.end.future();
	}

	/**
	 * There is something in the first stream, so the call was not refused.
	 */
	void noteFirstAnswer() {
		this.firstAnswered = true;
	}

	/**
	 * The first stream was read to its end or closed, or it failed, whether anybody had
	 * subscribed to it or not.
	 */
	void firstEnded(@Nullable Throwable failure) {
		if (failure == null) {
			this.end.complete(null);
			return;
		}
		Outcome<T> found = decideAfter(failure);
		if (found.second() == null) {
			this.end.complete(found.failure());
		}
	}

	/**
	 * Finds out what comes after a failure of the first stream. Both its handler and its
	 * future tell of that, on different threads.
	 */
	synchronized Outcome<T> decideAfter(Throwable failure) {
		Outcome<T> found = this.outcome;
		if (found == null) {
			boolean over = this.firstAnswered || this.end.isClosed();
			found = (!over && this.call.acceptRefusal(failure)) ? repeat(failure) : new Outcome<>(null, failure);
			this.outcome = found;
			if (this.end.isClosed()) {
				found.close();
			}
		}
		return found;
	}

	@SuppressWarnings("unchecked")
	private Outcome<T> repeat(Throwable failure) {
		try {
			AsyncStreamResponse<T> second = (AsyncStreamResponse<T>) Objects.requireNonNull(this.call.repeat());
			StreamEnd end = this.end;
			// refers to no stream, either
			second.onCompleteFuture().whenComplete((nothing, error) -> end.secondEnded(error));
			return new Outcome<>(second, failure);
		}
		catch (Throwable ex) {
			this.call.repeatEnded(ex);
			return new Outcome<>(null, ex);
		}
	}

	void close() {
		this.end.close();
		Outcome<T> found = this.outcome;
		if (found != null) {
			found.close();
		}
	}

	/**
	 * What comes after a failure of the first stream.
	 *
	 * @param second the stream to go on with, or {@code null}
	 * @param failure what the call failed with if there is none
	 */
	record Outcome<T>(@Nullable AsyncStreamResponse<T> second, Throwable failure) {

		void close() {
			if (this.second != null) {
				this.second.close();
			}
		}

	}

}
