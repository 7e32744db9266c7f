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
import java.util.Objects;
import java.util.stream.IntStream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
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

	Alternation {
		// or the first turn that counts would go the other way
		if (warmUpPasses % 2 != 0) {
			throw new IllegalArgumentException("Passes go there and back");
		}
	}

	/**
	 * Runs a benchmark.
	 * @param name the name of JMH's own results
	 * @param benchmark the class with its only method
	 * @param parameters its parameters
	 * @param turns what it does in turn
	 */
	List<Samples> run(String name, Class<?> benchmark, Map<String, String> parameters, List<Turns.Turn> turns)
			throws RunnerException {
		OptionsBuilder options = new OptionsBuilder();
		options.include("^" + benchmark.getName().replace(".", "\\.") + "\\.");
		parameters.forEach(options::param);
		options.forks(this.forks)
			// a host may give memory only when it is touched, which takes longer than a
			// call; on two processors, CompletableFuture would start a thread for each
			// task
			.jvmArgsAppend("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch",
					"-Djava.util.concurrent.ForkJoinPool.common.parallelism=2")
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
		List<BenchmarkResult> forks = List.copyOf(result.getBenchmarkResults());
		double[] own = forks.stream().mapToDouble((fork) -> ownAllocation(fork.getIterationResults(), turns)).toArray();
		List<Samples> samples = new ArrayList<>();
		for (int turn = 0; turn < turns.size(); turn++) {
			List<List<Double>> times = new ArrayList<>();
			List<List<Double>> bytes = new ArrayList<>();
			for (int fork = 0; fork < own.length; fork++) {
				double ownOfFork = own[fork];
				List<IterationResult> iterations = iterationsOf(forks.get(fork).getIterationResults(), turn,
						turns.size());
				times.add(iterations.stream().map((iteration) -> iteration.getPrimaryResult().getScore()).toList());
				bytes.add(iterations.stream()
					.map((iteration) -> allocated(iteration) - ownOfFork / calls(iteration))
					.toList());
			}
			Turns.Turn names = turns.get(turn);
			samples.add(new Samples(names.group(), names.subject(), names.variant(), Samples.TIME, "ns", times));
			samples.add(new Samples(names.group(), names.subject(), names.variant(), Samples.ALLOCATED, "B", bytes));
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

	/**
	 * Returns what JMH itself allocates in an iteration, which matters where an iteration
	 * has few calls: as much as while the benchmark allocates nothing.
	 */
	private static double ownAllocation(Collection<IterationResult> iterations, List<Turns.Turn> turns) {
		return IntStream.range(0, turns.size())
			.filter((turn) -> turns.get(turn).variant().equals(Pass.VARIANT))
			.mapToObj((turn) -> iterationsOf(iterations, turn, turns.size()))
			.flatMap(List::stream)
			.mapToDouble((iteration) -> allocated(iteration) * calls(iteration))
			.min()
			.orElse(0);
	}

	private static long calls(IterationResult iteration) {
		return Objects.requireNonNull(iteration.getMetadata()).getMeasuredOps();
	}

	private static double allocated(IterationResult iteration) {
		return Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED)).getScore();
	}

}
