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

package io.github.securitycontext.monitoring;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.securitycontext.monitoring.MonitoredQueries.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sample application lets scrape has every name that the dashboard and the
 * alerts use.
 */
class ScrapeTests {

	private static List<String> lines;

	@BeforeAll
	static void scrape() {
		try (Samples samples = new Samples()) {
			samples.makeCalls();
			lines = samples.ports()
				.stream()
				.map((port) -> Http.get("http://127.0.0.1:" + port + "/actuator/prometheus"))
				.flatMap((response) -> response.body().lines())
				.toList();
		}
	}

	@AfterAll
	static void forget() {
		lines = List.of();
	}

	static Stream<Query> queries() throws IOException {
		return Stream.concat(MonitoredQueries.ofDashboard().stream(), MonitoredQueries.ofAlerts().stream());
	}

	@ParameterizedTest
	@MethodSource("queries")
	void everyMetricLabelAndOutcomeIsScraped(Query query) {
		assertThat(UsedNames.in(query)).isNotEmpty().allSatisfy((used) -> {
			List<String> samples = lines.stream().filter((line) -> line.startsWith(used.metric() + "{")).toList();
			assertThat(samples).isNotEmpty()
				.allSatisfy((sample) -> assertThat(labelsOf(sample)).containsAll(used.labels()));
			assertThat(used.outcomes()).allSatisfy((outcome) -> assertThat(samples)
				.anyMatch((sample) -> sample.contains("outcome=\"" + outcome + "\"")));
		});
	}

	private static Set<String> labelsOf(String sample) {
		return Pattern.compile("(\\w+)=\"")
			.matcher(sample)
			.results()
			.map((label) -> label.group(1))
			.collect(Collectors.toSet());
	}

	@Test
	void everyMetricOfTheStarterIsOnTheDashboard() throws IOException {
		String queries = MonitoredQueries.ofDashboard().toString();
		Set<String> metrics = lines.stream()
			.filter((line) -> line.startsWith("securitycontext_"))
			.map((line) -> line.substring(0, line.indexOf('{')))
			// the gauge of the longest time says less than the 99th percentile
			.filter((metric) -> !metric.endsWith("_max"))
			.collect(Collectors.toSet());
		assertThat(metrics).hasSize(5).allSatisfy((metric) -> assertThat(queries).contains(metric + "{"));
	}

	@Test
	void nothingOfAUserIsScraped() {
		assertThat(lines).filteredOn((line) -> line.contains("securitycontext"))
			.isNotEmpty()
			.noneMatch((line) -> line.matches("(?s).*(alice|bob|carol|dave|1f6d2c9e|127\\.0\\.0\\.1).*"));
	}

}
