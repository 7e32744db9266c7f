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

package io.github.securitycontext.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load of a few clients, each of which calls again as soon as it has its answer.
 */
final class ClosedLoop implements AutoCloseable {

	// as many connections as the JDK keeps to one server, less one
	private static final int CLIENTS = 4;

	private final ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);

	/**
	 * Calls as fast as the answers come.
	 * @return the latencies of the calls, in nanoseconds
	 */
	List<Long> run(SampleUser user, int calls) throws IOException, InterruptedException {
		AtomicInteger left = new AtomicInteger(calls);
		Callable<List<Long>> client = () -> latencies(user, left);
		List<Future<List<Long>>> clients = this.executor.invokeAll(Collections.nCopies(CLIENTS, client));
		List<Long> latencies = new ArrayList<>();
		for (Future<List<Long>> each : clients) {
			latencies.addAll(resultOf(each));
		}
		return latencies;
	}

	private static List<Long> latencies(SampleUser user, AtomicInteger left) throws IOException {
		List<Long> latencies = new ArrayList<>();
		while (left.getAndDecrement() > 0) {
			long start = System.nanoTime();
			user.chat();
			latencies.add(System.nanoTime() - start);
		}
		return latencies;
	}

	private static <T> T resultOf(Future<T> future) throws IOException, InterruptedException {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw new IOException("A call failed", ex.getCause());
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
