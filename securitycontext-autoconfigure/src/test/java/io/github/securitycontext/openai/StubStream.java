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

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import com.openai.core.http.AsyncStreamResponse;
import org.jspecify.annotations.Nullable;

/**
 * A stream that ends when a test says so.
 *
 * @param <T> the type of what is in the stream
 */
final class StubStream<T> implements AsyncStreamResponse<T> {

	final CompletableFuture<Void> future = new CompletableFuture<>();

	int closed;

	private @Nullable Handler<? super T> handler;

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
		this.handler = handler;
		return this;
	}

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
		return subscribe(handler);
	}

	@Override
	public CompletableFuture<Void> onCompleteFuture() {
		return this.future;
	}

	@Override
	public void close() {
		this.closed++;
		this.future.complete(null);
	}

	boolean isSubscribed() {
		return this.handler != null;
	}

	void deliver(T event) {
		if (this.handler != null) {
			this.handler.onNext(event);
		}
	}

	void fail(Throwable failure) {
		if (this.handler != null) {
			this.handler.onComplete(Optional.of(failure));
		}
		this.future.completeExceptionally(failure);
	}

}
