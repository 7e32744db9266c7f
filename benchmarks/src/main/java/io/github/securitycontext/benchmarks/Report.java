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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, and whether it is within the bars.
 */
final class Report {

	private static final double KILOBYTE = 1024;

	private final List<Samples> samples;

	private final List<Bar> bars = new ArrayList<>();

	Report(List<Samples> samples) {
		this.samples = samples;
		for (Library library : Library.values()) {
			for (CallStyle style : library.styles()) {
				addCallBars(library, style);
			}
		}
		addPassBars(Library.AZURE_AI_OPENAI, CallStyle.SYNC, Prompt.CODE);
		addLinearBar();
		addStartUpBars();
		addLoadBars();
	}

	List<Bar> bars() {
		return List.copyOf(this.bars);
	}

	private void addCallBars(Library library, CallStyle style) {
		String subject = CallBenchmark.subject(library, style, Prompt.SHORT_PROSE, 1_000);
		for (Variant variant : List.of(Variant.STARTER, Variant.STARTER_METERED)) {
			String name = subject + ", " + lower(variant);
			add(subject, Samples.TIME, List.of(variant, Variant.BY_HAND), (each) -> Bar.atMost(name + " / by hand",
					Samples.compare((times) -> times[0] / times[1], each), 1, 0.03, ""));
			add(subject, Samples.TIME, List.of(variant, Variant.WITHOUT), (each) -> Bar.atMost(name + " / without",
					Samples.compare((times) -> times[0] / times[1], each), 1.03, 0.03, ""));
		}
		for (Prompt prompt : List.of(Prompt.SHORT_PROSE, Prompt.MEDIUM_PROSE, Prompt.PROSE)) {
			addPassBars(library, style, prompt);
			for (int length : prompt.lengths()) {
				addAllocationBars(CallBenchmark.subject(library, style, prompt, length));
			}
		}
		addConstancyBars(library, style);
		if (style != CallStyle.UNSENT) {
			addTreeBar(CallBenchmark.subject(library, style, Prompt.PROSE, 1_000_000));
		}
	}

	private void addTreeBar(String subject) {
		add(subject, Samples.TIME, List.of(Variant.TREE, Variant.STARTER, Variant.WITHOUT),
				(each) -> Bar.atLeast(subject + ", added by the tree, less 20 times that by the starter",
						Samples.compare((times) -> times[0] - times[2] - 20 * (times[1] - times[2]), each), 0,
						Double.MAX_VALUE, "ns"));
	}

	/**
	 * What is added may take as long as a pass over the bytes, and a microsecond.
	 */
	private void addPassBars(Library library, CallStyle style, Prompt prompt) {
		for (int length : prompt.lengths()) {
			String subject = CallBenchmark.subject(library, style, prompt, length);
			add(subject, Samples.TIME, List.of(Variant.STARTER, Variant.WITHOUT, Variant.PASS), (each) -> {
				double limit = 1_000 + each[2].estimate().value();
				return Bar.atMost(subject + ", added", Samples.compare((times) -> times[0] - times[1], each), limit,
						limit, "ns");
			});
		}
	}

	private void addAllocationBars(String subject) {
		add(subject, Samples.ALLOCATED, List.of(Variant.STARTER, Variant.WITHOUT),
				(each) -> Bar.atMost(subject + ", allocated by later calls",
						Samples.compare((bytes) -> bytes[0] - bytes[1], each), KILOBYTE, KILOBYTE / 10, "B"));
		add(subject, Samples.ALLOCATED, List.of(Variant.STARTER_FIRST, Variant.WITHOUT),
				(each) -> Bar.atMost(subject + ", allocated by the first call",
						Samples.compare((bytes) -> bytes[0] - bytes[1], each), 2 * KILOBYTE, KILOBYTE / 5, "B"));
	}

	/**
	 * What is allocated must not depend on the length of the prompt, nor, where the
	 * parameters are typed, the time.
	 */
	private void addConstancyBars(Library library, CallStyle style) {
		String shortest = CallBenchmark.subject(library, style, Prompt.PROSE, 1_000);
		String longest = CallBenchmark.subject(library, style, Prompt.PROSE, 10_000_000);
		compareAdded(longest, shortest, Samples.ALLOCATED, (each) -> Bar.atMost(longest + ", allocated / that of 1,000",
				Samples.compare((bytes) -> (bytes[0] - bytes[1]) / (bytes[2] - bytes[3]), each), 1.1, 0.1, ""));
		if (style == CallStyle.UNSENT) {
			compareAdded(longest, shortest, Samples.TIME, (each) -> Bar.atMost(longest + ", added, less that of 1,000",
					Samples.compare((times) -> (times[0] - times[1]) - (times[2] - times[3]), each), 100, 200, "ns"));
		}
	}

	private void compareAdded(String subject, String other, String metric, Function<Samples[], Bar> bar) {
		addIfMeasured(bar, find(subject, Variant.STARTER, metric), find(subject, Variant.WITHOUT, metric),
				find(other, Variant.STARTER, metric), find(other, Variant.WITHOUT, metric));
	}

	/**
	 * Ten times as many names may take ten times as long.
	 */
	private void addLinearBar() {
		String shorter = CallBenchmark.subject(Library.AZURE_AI_OPENAI, CallStyle.SYNC, Prompt.MEMBER, 1_000_000);
		String longer = CallBenchmark.subject(Library.AZURE_AI_OPENAI, CallStyle.SYNC, Prompt.MEMBER, 10_000_000);
		compareAdded(longer, shorter, Samples.TIME, (each) -> Bar.atMost(longer + ", added / that of 1,000,000",
				Samples.compare((times) -> (times[0] - times[1]) / (times[2] - times[3]), each), 12, 12, ""));
	}

	private void addStartUpBars() {
		add(StartUp.SUBJECT, Samples.TIME, List.of(SampleVariant.WITH, SampleVariant.WITHOUT), (each) -> {
			double limit = Math.max(20, 0.02 * each[1].estimate().value());
			return Bar.atMost(StartUp.SUBJECT + ", added", Samples.compareMedians((times) -> times[0] - times[1], each),
					limit, limit, "ms");
		});
		add(StartUp.SUBJECT, "classes", List.of(SampleVariant.WITH, SampleVariant.WITHOUT),
				(each) -> Bar.atMost(StartUp.SUBJECT + ", more classes",
						Samples.compareMedians((classes) -> classes[0] - classes[1], each), 150, 15, ""));
	}

	private void addLoadBars() {
		add(SampleLoad.SUBJECT, "throughput", List.of(SampleVariant.WITH, SampleVariant.WITHOUT),
				(each) -> Bar.atLeast(SampleLoad.SUBJECT + ", throughput with / without",
						Samples.compare((calls) -> calls[0] / calls[1], each), 0.99, 0.02, ""));
		add(SampleLoad.SUBJECT, "p99", List.of(SampleVariant.WITH, SampleVariant.WITHOUT, SampleVariant.CONTROL),
				(each) -> {
					Estimate noise = Samples.compare((times) -> times[2] - times[1], each);
					double limit = Math.max(Math.abs(noise.low()), Math.abs(noise.high()));
					return Bar.atMost(SampleLoad.SUBJECT + ", added to p99",
							Samples.compare((times) -> times[0] - times[1], each), limit, 2 * limit, "ms");
				});
	}

	private void add(String subject, String metric, List<? extends Enum<?>> variants, Function<Samples[], Bar> bar) {
		addIfMeasured(bar, variants.stream().map((variant) -> find(subject, variant, metric)).toArray(Samples[]::new));
	}

	private void addIfMeasured(Function<Samples[], Bar> bar, @Nullable Samples... each) {
		Samples[] measured = Arrays.stream(each).filter(Objects::nonNull).toArray(Samples[]::new);
		if (measured.length == each.length) {
			this.bars.add(bar.apply(measured));
		}
	}

	private static String lower(Enum<?> name) {
		return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private @Nullable Samples find(String subject, Enum<?> variant, String metric) {
		return this.samples.stream()
			.filter((each) -> each.isOf(subject, variant.name(), metric))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Writes all values as JSON, and a page with charts.
	 * @param name the name of both
	 */
	void write(Path folder, String name) throws IOException {
		new ObjectMapper().writerWithDefaultPrettyPrinter()
			.writeValue(folder.resolve(name + ".results.json").toFile(),
					Map.of("samples", this.samples, "bars", this.bars));
		StringBuilder page = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><title>Benchmarks</title><pre>")
			.append(toString().replace("<", "&lt;"))
			.append("</pre>\n");
		charts().forEach((chart) -> page.append(chart.toSvg()));
		Files.writeString(folder.resolve(name + ".html"), page);
	}

	private Collection<Chart> charts() {
		Map<String, Chart> charts = new LinkedHashMap<>();
		for (Samples each : this.samples) {
			charts.computeIfAbsent(each.group() + ", " + each.metric(), (title) -> new Chart(title, each.unit()))
				.add(each.subject() + ", " + each.variant(), each.estimate());
		}
		for (Bar bar : this.bars) {
			charts.computeIfAbsent("bars in " + bar.unit(), (title) -> new Chart("Bars", bar.unit()))
				.add(bar.name(), bar.measured());
		}
		return charts.values();
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append(System.getProperty("java.runtime.name"))
			.append(' ')
			.append(Runtime.version())
			.append(", ")
			.append(Runtime.getRuntime().availableProcessors())
			.append(" processors\n\n");
		this.samples.forEach((each) -> text.append(line(each)));
		text.append('\n');
		added().forEach((each) -> text.append(line(each)));
		text.append('\n');
		this.bars.forEach((bar) -> text.append(bar).append('\n'));
		return text.toString();
	}

	/**
	 * Returns what each variant of a call or of the sample has more than the one without:
	 * at best, and, where there are several passes, as the median shows it.
	 */
	private List<Samples> added() {
		List<Samples> added = new ArrayList<>();
		for (Samples each : this.samples) {
			Samples without = find(each.subject(), Variant.WITHOUT, each.metric());
			if (without != null && without != each && !each.variant().equals(Pass.VARIANT)) {
				String difference = each.variant() + " - " + without.variant();
				added.add(each.minus(without, difference));
				if (each.metric().equals(Samples.TIME) && each.rounds().get(0).size() > 1) {
					added.add(each.asMedians().minus(without, difference));
				}
			}
		}
		return added;
	}

	private static String line(Samples each) {
		Estimate estimate = each.estimate();
		return String.format(Locale.ROOT, "%-46s %-26s %-10s %,16.1f [%,.1f … %,.1f] %s%n", each.subject(),
				each.variant(), each.metric(), estimate.value(), estimate.low(), estimate.high(), each.unit());
	}

}
