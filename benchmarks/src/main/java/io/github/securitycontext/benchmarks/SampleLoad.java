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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sample application under load, with the starter and without. A round has a JVM for
 * each; the load goes to one after the other in short slices, so that what else the
 * machine does meets them alike. A slice is a number of calls, not a time, because each
 * call helps the JVM to become faster. The load comes from the same machine and takes its
 * share of it, so that throughput and latencies are for comparison only; the processor's
 * time is that of the application alone.
 */
final class SampleLoad {

	static final String SUBJECT = "sample-app load";

	private SampleLoad() {
	}

	/**
	 * Measures throughput, latencies and the processor's time of each slice.
	 */
	static List<Samples> measure(List<SampleVariant> variants, LoadPlan plan) throws IOException, InterruptedException {
		SampleResults<LoadSlice> results = new SampleResults<>(SUBJECT);
		try (ClosedLoop load = new ClosedLoop()) {
			for (int round = 0; round < plan.rounds(); round++) {
				round(load, variants, plan).forEach(results::addRound);
			}
		}
		return Stream
			.of(results.samples("throughput", "1/s", LoadSlice::throughput),
					results.samples("p50", "ms", LoadSlice::p50), results.samples("p99", "ms", LoadSlice::p99),
					results.samples("cpu", "ms", LoadSlice::cpu))
			.flatMap(List::stream)
			.toList();
	}

	private static Map<SampleVariant, List<LoadSlice>> round(ClosedLoop load, List<SampleVariant> variants,
			LoadPlan plan) throws IOException, InterruptedException {
		List<SampleProcess> processes = new ArrayList<>();
		try {
			for (SampleVariant variant : variants) {
				processes.add(SampleProcess.start(variant, plan.jvmOptions()));
			}
			List<SampleUnderLoad> samples = new ArrayList<>();
			for (SampleProcess process : processes) {
				samples.add(SampleUnderLoad.of(process));
			}
			slices(load, samples, plan.warmUp(), plan.calls());
			return slices(load, samples, plan.slices(), plan.calls());
		}
		catch (IOException ex) {
			for (SampleProcess process : processes) {
				ex.addSuppressed(new IOException(process.describe("was called, and wrote")));
			}
			throw ex;
		}
		finally {
			for (SampleProcess process : processes) {
				process.close();
			}
		}
	}

	private static Map<SampleVariant, List<LoadSlice>> slices(ClosedLoop load, List<SampleUnderLoad> samples,
			int slices, int calls) throws IOException, InterruptedException {
		Map<SampleVariant, List<LoadSlice>> results = new EnumMap<>(SampleVariant.class);
		for (SampleUnderLoad sample : Rotation.of(samples, slices)) {
			results.computeIfAbsent(sample.variant(), (key) -> new ArrayList<>()).add(sample.slice(load, calls));
		}
		for (SampleUnderLoad sample : samples) {
			sample.checkCalls();
		}
		return results;
	}

}
