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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.securitycontext.attach.StepBenchmark;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures what the starter costs, and says whether that is within the bars.
 */
public final class Benchmarks {

	/**
	 * How long an iteration is. A processor that is shared with others slows down and
	 * recovers within milliseconds: the shorter the turns, the more of them are
	 * undisturbed.
	 */
	private static final int MILLIS = 5;

	private Benchmarks() {
	}

	/**
	 * Measures.
	 * @param args the {@link Part parts} to measure, or none for all
	 */
	public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
		List<Part> parts = (args.length > 0 && !args[0].isBlank() && !args[0].equals("true"))
				? Arrays.stream(args[0].split(",")).map(Part::of).toList() : List.of(Part.values());
		Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
		for (Part part : parts) {
			Report report = new Report(part.measure(folder));
			report.write(folder, part.name().toLowerCase(Locale.ROOT));
			System.out.println(report);
		}
	}

	/**
	 * What is measured together.
	 */
	enum Part {

		/**
		 * A chat call without a network.
		 */
		CALLS {

			@Override
			List<Samples> measure(Path folder) throws RunnerException {
				Alternation alternation = new Alternation(5, 12, 12, 2 * MILLIS, folder);
				List<Samples> samples = new ArrayList<>(calls(alternation, Prompt.PROSE));
				for (Prompt prompt : List.of(Prompt.CODE, Prompt.MEMBER)) {
					samples.addAll(call(alternation, Library.AZURE_AI_OPENAI, CallStyle.SYNC, prompt));
				}
				return samples;
			}

		},

		/**
		 * Shorter ones, where what is added shows best, measured more often.
		 */
		SHORT_CALLS {

			@Override
			List<Samples> measure(Path folder) throws RunnerException {
				// a second each, until all code is compiled
				Alternation alternation = new Alternation(6, 200, 200, MILLIS, folder);
				List<Samples> samples = new ArrayList<>(calls(alternation, Prompt.SHORT_PROSE));
				for (Library library : Library.values()) {
					samples.addAll(call(alternation, library, CallStyle.SYNC, Prompt.MEDIUM_PROSE));
				}
				return samples;
			}

		},

		/**
		 * What a request finds out about its user.
		 */
		CONTEXTS {

			@Override
			List<Samples> measure(Path folder) throws RunnerException {
				return ContextBenchmark.withCalls(alternation(folder).run("contexts", ContextBenchmark.class, Map.of(),
						ContextBenchmark.turns()));
			}

		},

		/**
		 * The steps of attaching a context.
		 */
		STEPS {

			@Override
			List<Samples> measure(Path folder) throws RunnerException {
				return alternation(folder).run("steps", StepBenchmark.class, Map.of(), StepBenchmark.turns());
			}

		},

		/**
		 * The start-up of the sample application.
		 */
		START_UP {

			@Override
			List<Samples> measure(Path folder) throws IOException, InterruptedException {
				return StartUp.measure(40);
			}

		},

		/**
		 * The sample application under load.
		 */
		LOAD {

			@Override
			List<Samples> measure(Path folder) throws IOException, InterruptedException {
				// the JVM compiles, on the same processors, for more than 20,000 calls
				return SampleLoad.measure(List.of(SampleVariant.values()), new LoadPlan(5, 160, 40, 200, List.of()));
			}

		};

		private static List<Samples> calls(Alternation alternation, Prompt prompt) throws RunnerException {
			List<Samples> samples = new ArrayList<>();
			for (Library library : Library.values()) {
				for (CallStyle style : library.styles()) {
					samples.addAll(call(alternation, library, style, prompt));
				}
			}
			return samples;
		}

		private static List<Samples> call(Alternation alternation, Library library, CallStyle style, Prompt prompt)
				throws RunnerException {
			return alternation.run(
					String.join("-", "calls", library.artifact(), style.name(), prompt.name()).toLowerCase(Locale.ROOT),
					CallBenchmark.class,
					Map.of("library", library.name(), "style", style.name(), "prompt", prompt.name()),
					CallBenchmark.turns(library, style, prompt));
		}

		private static Alternation alternation(Path folder) {
			return new Alternation(5, 60, 60, MILLIS, folder);
		}

		static Part of(String name) {
			return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
		}

		abstract List<Samples> measure(Path folder) throws IOException, RunnerException, InterruptedException;

	}

}
