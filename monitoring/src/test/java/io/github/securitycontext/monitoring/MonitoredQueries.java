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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queries of the dashboard and of the alerts.
 */
final class MonitoredQueries {

	static final Path RULES = Path.of("prometheus", "securitycontext-alerts.yml");

	private static final Path DASHBOARD = Path.of("grafana", "securitycontext-dashboard.json");

	private MonitoredQueries() {
	}

	static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
	}

	/**
	 * Returns the queries of the panels, with all jobs and clients, and the last minute
	 * in place of the time that Grafana would choose.
	 */
	static List<Query> ofDashboard() throws IOException {
		List<Query> queries = new ArrayList<>();
		for (JsonNode panel : dashboard().path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries.add(new Query(panel.path("title").stringValue(),
						target.path("expr")
							.stringValue()
							.replace("$__rate_interval", "1m")
							.replace("$__range", "1m")
							.replace("$job", ".*")
							.replace("$client", ".*")));
			}
		}
		return queries;
	}

	/**
	 * Returns the expressions of the alerts.
	 */
	static List<Query> ofAlerts() throws IOException {
		List<Query> queries = new ArrayList<>();
		Map<String, List<Map<String, List<Map<String, String>>>>> rules = new Yaml().load(Files.readString(RULES));
		for (Map<String, List<Map<String, String>>> group : rules.get("groups")) {
			for (Map<String, String> rule : group.get("rules")) {
				queries.add(new Query(rule.get("alert"), rule.get("expr")));
			}
		}
		return queries;
	}

	/**
	 * A query in PromQL.
	 *
	 * @param title what it is for
	 * @param expression the query
	 */
	record Query(String title, String expression) {

		@Override
		public String toString() {
			return this.title + ": " + this.expression;
		}

	}

}
