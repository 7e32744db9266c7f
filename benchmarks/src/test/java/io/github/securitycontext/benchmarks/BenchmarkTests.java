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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.securitycontext.attach.StepBenchmark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarkTests {

	@Test
	void everyoneHasItsTurnOnceInAPassThereAndBackAgain() {
		assertThat(IntStream.range(0, 9).map((iteration) -> Turns.turnOf(iteration, 3))).containsExactly(0, 1, 2, 2, 1,
				0, 0, 1, 2);
	}

	@ParameterizedTest
	@EnumSource
	void everyCallHasTheBodyOfItsVariant(Library library) {
		for (CallStyle style : library.styles()) {
			CallBenchmark benchmark = new CallBenchmark();
			benchmark.library = library;
			benchmark.style = style;
			benchmark.prompt = Prompt.SHORT_PROSE;
			benchmark.createCalls();
			for (Variant variant : Variant.of(1_000)) {
				benchmark.takeTurn();
				assertThat(benchmark.call()).as("%s", variant).isNotNull();
				benchmark.endTurn();
			}
			benchmark.stop();
		}
	}

	@Test
	void everyRequestKnowsItsUser() throws Exception {
		ContextBenchmark benchmark = new ContextBenchmark();
		benchmark.startApplication();
		try {
			Set<Object> users = new HashSet<>();
			for (Turns.Turn turn : ContextBenchmark.turns()) {
				benchmark.takeTurn();
				users.add(benchmark.request() + turn.variant().substring(0, 1));
			}
			// the values of both kinds of users are masked, and a request without a call
			// has none
			assertThat(users).hasSize(5);
		}
		finally {
			benchmark.stopApplication();
		}
	}

	@Test
	void whatJmhMeasuresIsGivenToWhoseTurnItWas(@TempDir Path folder) throws Exception {
		List<Turns.Turn> turns = StepBenchmark.turns();
		List<Samples> samples = new Alternation(2, 2, 2, 5, folder).run("steps", StepBenchmark.class, Map.of(), turns);
		assertThat(samples).hasSize(turns.size() * 2)
			.allSatisfy(
					(each) -> assertThat(each.rounds()).hasSize(2).allSatisfy((round) -> assertThat(round).hasSize(2)));
		// 1,000 times as much work would show whatever else the machine does
		assertThat(timeOf("body with prose of 1,000,000", samples))
			.isGreaterThan(timeOf("body with prose of 1,000", samples) * 10);
		new Report(samples).write(folder, "steps");
		assertThat(folder.resolve("steps.json")).isNotEmptyFile();
		assertThat(folder.resolve("steps.results.json")).isNotEmptyFile();
		assertThat(Files.readString(folder.resolve("steps.html"))).contains("<svg", "eligibility", "allocated");
	}

	private static double timeOf(String subject, List<Samples> samples) {
		return samples.stream()
			.filter((each) -> each.isOf(subject, Pass.VARIANT, Samples.TIME))
			.mapToDouble((each) -> each.estimate().value())
			.sum();
	}

}
