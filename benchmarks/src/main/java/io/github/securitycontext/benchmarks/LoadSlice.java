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

import java.time.Duration;
import java.util.List;

import org.apache.commons.math3.stat.StatUtils;

/**
 * What a slice of load came to.
 *
 * @param throughput the calls in a second
 * @param p50 the median of their latencies, in milliseconds
 * @param p99 what 99 % of them did not exceed, in milliseconds
 * @param cpu the time of processors that each took of the application, in milliseconds
 */
record LoadSlice(double throughput, double p50, double p99, double cpu) {

	private static final double NANOS_OF_MILLISECOND = 1e6;

	/**
	 * Sums up a slice.
	 * @param latencies the latencies of its calls, in nanoseconds
	 * @param duration how long it took
	 * @param cpuTime how long processors worked for the application meanwhile
	 */
	static LoadSlice of(List<Long> latencies, Duration duration, Duration cpuTime) {
		double[] millis = latencies.stream().mapToDouble((latency) -> latency / NANOS_OF_MILLISECOND).toArray();
		return new LoadSlice(1000 * millis.length / millis(duration), StatUtils.percentile(millis, 50),
				StatUtils.percentile(millis, 99), millis(cpuTime) / millis.length);
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / NANOS_OF_MILLISECOND;
	}

}
