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
import java.util.function.BiConsumer;

import com.openai.core.http.AsyncStreamResponse;

/**
 * The answer to an asynchronous call as a stream: the first one, or that to its repeat. A
 * stream whose call is refused ends before there is anything in it.
 *
 * @param <T> the type of what is in the stream
 */
final class RepeatingStream<T> implements AsyncStreamResponse<T> {

	private final AsyncStreamResponse<T> first;

	private final StreamRepeat<T> repeat;

	private RepeatingStream(AsyncStreamResponse<T> first, StreamRepeat<T> repeat) {
		this.first = first;
		this.repeat = repeat;
	}

	static <T> AsyncStreamResponse<T> of(AsyncStreamResponse<T> first, RefusableCall call) {
		StreamRepeat<T> repeat = new StreamRepeat<>(call);
		// refers to no stream: the library closes one when nobody else does
		first.onCompleteFuture().whenComplete((nothing, failure) -> repeat.firstEnded(failure));
		return new RepeatingStream<>(first, repeat);
	}

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
		this.first.subscribe(new FirstHandler<>(handler, this.repeat, AsyncStreamResponse::subscribe));
		return this;
	}

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
		this.first.subscribe(new FirstHandler<>(handler, this.repeat, (second, own) -> second.subscribe(own, executor)),
				executor);
		return this;
	}

	@Override
	public CompletableFuture<Void> onCompleteFuture() {
		return this.repeat.onCompleteFuture();
	}

	@Override
	public void close() {
		this.repeat.close();
		this.first.close();
	}

	/**
	 * Gives way to the second stream if there is one.
	 */
	private record FirstHandler<T>(Handler<? super T> handler, StreamRepeat<T> repeat,
			BiConsumer<AsyncStreamResponse<T>, Handler<T>> subscription) implements Handler<T> {

		@Override
		public void onNext(T value) {
			this.repeat.noteFirstAnswer();
			this.handler.onNext(value);
		}

		@Override
		public void onComplete(Optional<Throwable> error) {
			StreamRepeat.Outcome<T> outcome = error.map(this.repeat::decideAfter).orElse(null);
			if (outcome != null && outcome.second() != null) {
				this.subscription.accept(outcome.second(), new SecondHandler<>(this.handler, this.repeat.end()));
			}
			else {
				this.handler.onComplete((outcome != null) ? Optional.of(outcome.failure()) : error);
			}
		}

	}

	/**
	 * Tells that the repeat was answered.
	 */
	private record SecondHandler<T>(Handler<? super T> handler, StreamEnd end) implements Handler<T> {

		@Override
		public void onNext(T value) {
			this.end.secondAnswered();
			this.handler.onNext(value);
		}

		@Override
		public void onComplete(Optional<Throwable> error) {
			this.handler.onComplete(error);
		}

	}

}
