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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	private static final Map<Variant, Double> CHEAP = Map.of(Variant.PASS, 0.5, Variant.WITHOUT, 20.0, Variant.BY_HAND,
			20.5, Variant.STARTER, 20.2, Variant.STARTER_FIRST, 20.3, Variant.STARTER_METERED, 20.3, Variant.TREE,
			60.0);

	@Test
	void everyCallIsJudgedAndACheapStarterKeepsAllBars() {
		assertThat(new Report(calls(0)).bars()).hasSizeGreaterThan(100)
			.allSatisfy((bar) -> assertThat(bar.verdict()).as("%s", bar).isEqualTo(Bar.Verdict.MET));
	}

	@Test
	void anExpensiveStarterMissesThem() {
		assertThat(new Report(calls(50)).bars()).filteredOn((bar) -> bar.verdict() == Bar.Verdict.MISSED)
			.extracting(Bar::name)
			.anyMatch((name) -> name.endsWith("/ by hand"))
			.anyMatch((name) -> name.endsWith("/ without"))
			.anyMatch((name) -> name.endsWith(", added"))
			.anyMatch((name) -> name.contains("added by the tree"))
			.anyMatch((name) -> name.contains("allocated by later calls"))
			.anyMatch((name) -> name.contains("allocated by the first call"));
	}

	@Test
	void theSampleIsJudged() {
		assertThat(new Report(sample(3010, 10_140, 500, 5)).bars()).hasSize(4)
			.allSatisfy((bar) -> assertThat(bar.verdict()).isEqualTo(Bar.Verdict.MET));
		assertThat(new Report(sample(3100, 10_160, 480, 9)).bars()).hasSize(4)
			.allSatisfy((bar) -> assertThat(bar.verdict()).isEqualTo(Bar.Verdict.MISSED));
	}

	@Test
	void whatIsAddedIsShownAtBestAndAsTheMedianOfAllPasses() {
		List<Double> without = List.of(10.0, 20.0, 30.0);
		List<Double> with = List.of(11.0, 32.0, 33.0);
		String report = new Report(
				List.of(new Samples("group", "call", "WITHOUT", Samples.TIME, "ns", List.of(without, without)),
						new Samples("group", "call", "STARTER", Samples.TIME, "ns", List.of(with, with))))
			.toString();
		assertThat(report.lines()).filteredOn((line) -> line.contains(" - WITHOUT"))
			.satisfiesExactly((best) -> assertThat(best).contains("time").contains(" 1.0 [1.0 … 1.0] ns"),
					(median) -> assertThat(median).contains("median").contains(" 3.0 [3.0 … 3.0] ns"));
	}

	private static List<Samples> sample(double time, double classes, double throughput, double p99) {
		List<Samples> samples = new ArrayList<>();
		samples.addAll(sample(StartUp.SUBJECT, Samples.TIME, time, 3000, 3000));
		samples.addAll(sample(StartUp.SUBJECT, "classes", classes, 10_000, 10_000));
		samples.addAll(sample(SampleLoad.SUBJECT, "throughput", throughput, 501, 502));
		samples.addAll(sample(SampleLoad.SUBJECT, "p99", p99, 5, 5));
		return samples;
	}

	private static List<Samples> calls(double more) {
		List<Samples> samples = new ArrayList<>();
		for (Library library : Library.values()) {
			for (CallStyle style : library.styles()) {
				for (Prompt prompt : Prompt.values()) {
					for (Turns.Turn turn : CallBenchmark.turns(library, style, prompt)) {
						Variant variant = Variant.valueOf(turn.variant());
						double micros = CHEAP.get(variant) + ((variant.isOfStarter()) ? more : 0);
						samples.add(of(turn.subject(), turn.variant(), Samples.TIME, micros * 1000));
						samples.add(of(turn.subject(), turn.variant(), Samples.ALLOCATED, micros * 1000));
					}
				}
			}
		}
		return samples;
	}

	private static List<Samples> sample(String subject, String metric, double with, double without, double control) {
		return List.of(of(subject, SampleVariant.WITH.name(), metric, with),
				of(subject, SampleVariant.WITHOUT.name(), metric, without),
				of(subject, SampleVariant.CONTROL.name(), metric, control));
	}

	private static Samples of(String subject, String variant, String metric, double value) {
		List<Double> passes = List.of(value);
		return new Samples("group", subject, variant, metric, "ns",
				List.of(passes, passes, passes, passes, passes, passes));
	}

}
