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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.securitycontext.monitoring.MonitoredQueries.Query;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alerts with a real Prometheus, which scrapes real applications
 * that make real calls.
 */
class PrometheusTests {

	private static Samples samples;

	private static PrometheusServer prometheus;

	@BeforeAll
	static void start() {
		Path program = InstalledPrometheus.require("prometheus");
		samples = new Samples();
		samples.makeCalls();
		prometheus = new PrometheusServer(program, samples.ports());
		// a rate needs a value before and one after
		awaitCalls(1);
		double before = count();
		for (int i = 0; i < 4; i++) {
			samples.makeCalls();
		}
		awaitCalls(before + 60);
	}

	private static void awaitCalls(double count) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count() >= count);
		// and so does the rate of what was scraped only once
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> !prometheus.query("min(count_over_time(up[1m])) >= 3").isEmpty());
	}

	private static double count() {
		JsonNode result = prometheus.query("sum(securitycontext_calls_total)");
		return result.isEmpty() ? 0 : Double.parseDouble(result.path(0).path("value").path(1).stringValue());
	}

	@AfterAll
	static void stop() throws IOException {
		if (prometheus != null) {
			DashboardPage.write(prometheus, Path.of("target", "dashboard.html"));
			prometheus.close();
		}
		if (samples != null) {
			samples.close();
		}
	}

	static List<Query> dashboard() throws IOException {
		return MonitoredQueries.ofDashboard();
	}

	@ParameterizedTest
	@MethodSource("dashboard")
	void everyQueryOfTheDashboardHasFigures(Query query) {
		JsonNode result = prometheus.query(query.expression());
		assertThat(result).as(query.toString()).isNotEmpty();
		assertThat(result).extracting((series) -> Double.parseDouble(series.path("value").path(1).stringValue()))
			.allSatisfy((value) -> assertThat(value).isNotNegative())
			.anySatisfy((value) -> assertThat(value).isPositive());
	}

	@Test
	void theAlertsAreEvaluatedAndThoseForRejectedAndFailedCallsFire() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(prometheus.rules()).extracting((rule) -> rule.path("health").stringValue())
				.containsExactly("ok", "ok", "ok");
			assertThat(prometheus.rules())
				.extracting((rule) -> rule.path("name").stringValue() + " " + rule.path("state").stringValue())
				.containsExactly("SecurityContextCallsWithoutUser pending", "SecurityContextCallsRejected firing",
						"SecurityContextFailed firing");
		});
	}

}
