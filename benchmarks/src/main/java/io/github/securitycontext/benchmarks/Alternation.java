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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs a benchmark that does something else in each iteration.
 *
 * @param forks how many JVMs run it; each is a round
 * @param warmUpPasses how many passes of each come before those that count, an even
 * number
 * @param passes how many passes of each count
 * @param millis how long an iteration is
 * @param folder where JMH's own results go
 */
record Alternation(int forks, int warmUpPasses, int passes, int millis, Path folder) {

	private static final String ALLOCATED = "gc.alloc.rate.norm";

	/**
	 * Runs a benchmark.
	 * @param benchmark the class with its only method
	 * @param parameters its parameters
	 * @param turns what it does in turn
	 */
	List<Samples> run(Class<?> benchmark, Map<String, String> parameters, List<Turns.Turn> turns)
			throws RunnerException {
		String name = benchmark.getSimpleName() + String.join("-", parameters.values());
		OptionsBuilder options = new OptionsBuilder();
		options.include("^" + benchmark.getName().replace(".", "\\.") + "\\.");
		parameters.forEach(options::param);
		options.forks(this.forks)
			.jvmArgsAppend("-Xms3g", "-Xmx3g")
			.warmupIterations(this.warmUpPasses * turns.size())
			.warmupTime(TimeValue.milliseconds(this.millis))
			.measurementIterations(this.passes * turns.size())
			.measurementTime(TimeValue.milliseconds(this.millis))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(this.folder.resolve(name + ".json").toString())
			.output(this.folder.resolve(name + ".log").toString());
		return samplesOf(new Runner(options.build()).runSingle(), turns);
	}

	private List<Samples> samplesOf(RunResult result, List<Turns.Turn> turns) {
		List<Samples> samples = new ArrayList<>();
		for (int turn = 0; turn < turns.size(); turn++) {
			List<List<Double>> times = new ArrayList<>();
			List<List<Double>> bytes = new ArrayList<>();
			for (BenchmarkResult fork : result.getBenchmarkResults()) {
				List<IterationResult> iterations = iterationsOf(fork.getIterationResults(), turn, turns.size());
				times.add(iterations.stream().map((iteration) -> iteration.getPrimaryResult().getScore()).toList());
				bytes.add(iterations.stream().map(Alternation::allocated).toList());
			}
			Turns.Turn names = turns.get(turn);
			samples.add(new Samples(names.subject(), names.variant(), Samples.TIME, "ns", times));
			samples.add(new Samples(names.subject(), names.variant(), Samples.ALLOCATED, "B", bytes));
		}
		return samples;
	}

	private static List<IterationResult> iterationsOf(Collection<IterationResult> all, int turn, int turns) {
		List<IterationResult> iterations = new ArrayList<>();
		int index = 0;
		for (IterationResult iteration : all) {
			if (Turns.turnOf(index++, turns) == turn) {
				iterations.add(iteration);
			}
		}
		return iterations;
	}

	private static double allocated(IterationResult iteration) {
		Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
		return (allocated != null) ? allocated.getScore() : 0;
	}

}
