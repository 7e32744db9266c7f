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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.openai.core.http.AsyncStreamResponse;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what it is told of a stream.
 *
 * @param <T> the type of what is in the stream
 */
final class StreamRecorder<T> implements AsyncStreamResponse.Handler<T> {

	private final List<T> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger completions = new AtomicInteger();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable Throwable failure;

	private volatile @Nullable Thread thread;

	@Override
	public void onNext(T value) {
		this.thread = Thread.currentThread();
		this.events.add(value);
	}

	@Override
	public void onComplete(Optional<Throwable> error) {
		this.thread = Thread.currentThread();
		this.failure = error.orElse(null);
		this.completions.incrementAndGet();
		this.end.countDown();
	}

	/**
	 * Waits for the end of the stream.
	 */
	void await() {
		try {
			assertThat(this.end.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	List<T> events() {
		return this.events;
	}

	int completions() {
		return this.completions.get();
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * The thread on which it was told last.
	 */
	@Nullable Thread thread() {
		return this.thread;
	}

}
