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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, and whether it is within the bars.
 */
final class Report {

	private final List<Samples> samples;

	private final List<Bar> bars = new ArrayList<>();

	Report(List<Samples> samples) {
		this.samples = samples;
		for (Library library : Library.values()) {
			for (Mode mode : Mode.values()) {
				addCallBars(library, mode, Prompt.PROSE);
			}
		}
		addCallBars(Library.AZURE_AI_OPENAI, Mode.SYNC, Prompt.CODE);
		addCallBars(Library.AZURE_AI_OPENAI, Mode.SYNC, Prompt.MEMBER);
		addSampleBars();
	}

	private void addCallBars(Library library, Mode mode, Prompt prompt) {
		for (int length : CallBenchmark.PROMPT_LENGTHS) {
			String subject = CallBenchmark.subject(library, mode, prompt, length);
			Samples without = find(subject, Variant.WITHOUT, Samples.TIME);
			Samples byHand = find(subject, Variant.BY_HAND, Samples.TIME);
			Samples starter = find(subject, Variant.STARTER, Samples.TIME);
			Samples tree = find(subject, Variant.TREE, Samples.TIME);
			Samples pass = find(subject, Variant.PASS, Samples.TIME);
			if (without == null || byHand == null || starter == null || tree == null || pass == null) {
				continue;
			}
			if (length == CallBenchmark.PROMPT_LENGTHS.get(0)) {
				this.bars.add(new Bar(subject + ": starter / by hand",
						Samples.compare((times) -> times[0] / times[1], starter, byHand), 1, ""));
				this.bars.add(new Bar(subject + ": starter / without",
						Samples.compare((times) -> times[0] / times[1], starter, without), 1.03, ""));
			}
			this.bars.add(new Bar(subject + ": added, less a pass over the bytes",
					Samples.compare((times) -> times[0] - times[1] - times[2], starter, without, pass), 1000, "ns"));
			if (length == 1_000_000) {
				this.bars.add(Bar.atLeast(subject + ": added by the tree / by the starter",
						Samples.compare((times) -> (times[0] - times[1]) / Math.max(1, times[2] - times[1]), tree,
								without, starter),
						20, ""));
			}
			addAllocation(subject, Variant.STARTER, 1024);
			addAllocation(subject, Variant.STARTER_FIRST, 2048);
		}
	}

	private void addAllocation(String subject, Variant variant, int limit) {
		Samples without = find(subject, Variant.WITHOUT, Samples.ALLOCATED);
		Samples starter = find(subject, variant, Samples.ALLOCATED);
		if (without != null && starter != null) {
			this.bars.add(new Bar(subject + ": allocated, " + variant.name().toLowerCase(Locale.ROOT),
					Samples.compare((bytes) -> bytes[0] - bytes[1], starter, without), limit, "B"));
		}
	}

	private void addSampleBars() {
		compareSamples(StartUp.SUBJECT, Samples.TIME,
				(with, without) -> this.bars.add(new Bar(StartUp.SUBJECT + ": added",
						Samples.compareMedians((times) -> times[0] - times[1], with, without),
						Math.max(20, 0.02 * without.estimate().value()), "ms")));
		compareSamples(StartUp.SUBJECT, "classes",
				(with, without) -> this.bars.add(new Bar(StartUp.SUBJECT + ": more classes",
						Samples.compareMedians((classes) -> classes[0] - classes[1], with, without), 150, "")));
		compareSamples(SampleLoad.SUBJECT, "throughput",
				(with, without) -> this.bars.add(Bar.atLeast(SampleLoad.SUBJECT + ": throughput with / without",
						Samples.compare((calls) -> calls[0] / calls[1], with, without), 0.99, "")));
		compareSamples(SampleLoad.SUBJECT, "cpu",
				(with, without) -> this.bars.add(new Bar(SampleLoad.SUBJECT + ": processor time with / without",
						Samples.compare((times) -> times[0] / times[1], with, without), 1.01, "")));
	}

	private void compareSamples(String subject, String metric, BiConsumer<Samples, Samples> comparison) {
		Samples with = find(subject, SampleVariant.WITH.toString(), metric);
		Samples without = find(subject, SampleVariant.WITHOUT.toString(), metric);
		if (with != null && without != null) {
			comparison.accept(with, without);
		}
	}

	private @Nullable Samples find(String subject, Variant variant, String metric) {
		return find(subject, variant.name(), metric);
	}

	private @Nullable Samples find(String subject, String variant, String metric) {
		return this.samples.stream()
			.filter((each) -> each.subject().equals(subject) && each.variant().equals(variant)
					&& each.metric().equals(metric))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Writes all values as JSON, and a page with charts.
	 */
	void write(Path folder) throws IOException {
		new ObjectMapper().writerWithDefaultPrettyPrinter()
			.writeValue(folder.resolve("results.json").toFile(), Map.of("samples", this.samples, "bars", this.bars));
		StringBuilder page = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><title>Benchmarks</title><pre>")
			.append(toString().replace("<", "&lt;"))
			.append("</pre>\n");
		for (Chart chart : charts()) {
			page.append(chart.toSvg());
		}
		Files.writeString(folder.resolve("index.html"), page);
	}

	private List<Chart> charts() {
		Map<String, Chart> charts = new LinkedHashMap<>();
		for (Samples each : this.samples) {
			int comma = each.subject().lastIndexOf(',', each.subject().lastIndexOf(" of ") + 1);
			String title = (comma > 0) ? each.subject().substring(0, comma) : each.subject().split(" ")[0];
			charts.computeIfAbsent(title + ": " + each.metric(), (name) -> new Chart(name, each.unit()))
				.add(each.subject().substring(Math.max(0, comma + 1)) + ", " + each.variant().toLowerCase(Locale.ROOT),
						each.estimate());
		}
		return List.copyOf(charts.values());
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
		for (Samples each : this.samples) {
			Estimate estimate = each.estimate();
			text.append(String.format(Locale.ROOT, "%-46s %-26s %-10s %,16.1f [%,.1f … %,.1f] %s%n", each.subject(),
					each.variant().toLowerCase(Locale.ROOT), each.metric(), estimate.value(), estimate.low(),
					estimate.high(), each.unit()));
		}
		text.append('\n');
		this.bars.forEach((bar) -> text.append(bar).append('\n'));
		return text.toString();
	}

}
