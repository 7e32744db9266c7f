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

package io.github.securitycontext.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls that arrived, the latest of them at least.
 */
final class Recording {

	private static final int MOST_CALLS = 10_000;

	private static final long MOST_BYTES = 64L * 1024 * 1024;

	private final Deque<ReceivedCall> calls = new ArrayDeque<>();

	private int capacity = MOST_CALLS;

	private long bytes;

	private long dropped;

	synchronized void add(ReceivedCall call) {
		this.calls.add(call);
		this.bytes += call.receivedBody().bytes().length;
		dropOldest();
		notifyAll();
	}

	synchronized void keepAtMost(int calls) {
		this.capacity = calls;
		dropOldest();
	}

	private void dropOldest() {
		while (this.calls.size() > this.capacity || (this.bytes > MOST_BYTES && this.calls.size() > 1)) {
			this.bytes -= this.calls.remove().receivedBody().bytes().length;
			this.dropped++;
		}
	}

	synchronized List<ReceivedCall> calls() {
		return List.copyOf(this.calls);
	}

	synchronized long dropped() {
		return this.dropped;
	}

	synchronized void clear() {
		this.calls.clear();
		this.bytes = 0;
		this.dropped = 0;
	}

	synchronized void reset() {
		clear();
		this.capacity = MOST_CALLS;
	}

	synchronized List<ReceivedCall> await(int count, Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		while (this.calls.size() + this.dropped < count) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) {
				throw new AssertionError("Expected " + count + " calls within " + patience.toMillis()
						+ " ms, but received " + described());
			}
			waitFor(left);
		}
		return calls();
	}

	private void waitFor(long millis) {
		try {
			wait(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for calls", ex);
		}
	}

	private String described() {
		List<String> lines = new ArrayList<>();
		this.calls.forEach((call) -> lines.add("\n  " + call.method() + " " + call.uri()));
		return lines.isEmpty() ? "none" : lines.size() + ":" + String.join("", lines);
	}

}
