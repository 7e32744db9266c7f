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

package io.github.securitycontext.support;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.management.JMException;
import javax.management.ObjectName;

import io.github.securitycontext.CurrentThread;

/**
 * Looks for contexts that were left behind.
 */
public final class Leaks {

	private static final String BASE = "io.github.securitycontext.";

	private static final List<String> CLASSES = List.of(BASE + "UserSecurityContext",
			BASE + "UserSecurityContextSnapshot", BASE + "ReactiveSource", BASE + "web.servlet.RequestDispatch",
			BASE + "web.servlet.CallableContextInterceptor", BASE + "web.reactive.ExchangeHandling");

	private Leaks() {
	}

	/**
	 * Returns the names of those threads of a pool on which something is bound.
	 * @param pool the pool
	 * @param threads how many tasks it runs at once
	 */
	public static Queue<String> threadsWithContext(Executor pool, int threads) throws InterruptedException {
		Queue<String> found = new ConcurrentLinkedQueue<>();
		CountDownLatch asked = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			pool.execute(() -> {
				if (CurrentThread.holdsContext()) {
					found.add(Thread.currentThread().getName());
				}
				asked.countDown();
				// so that each thread is asked
				await(asked);
			});
		}
		if (!asked.await(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Not all threads answer");
		}
		return found;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Returns how many contexts, and what leads to them, are still reachable.
	 */
	public static long reachableContexts() throws JMException {
		String histogram = (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		return histogram.lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((columns) -> Arrays.stream(columns).anyMatch(CLASSES::contains))
			.mapToLong((columns) -> Long.parseLong(columns[1]))
			.sum();
	}

}
