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

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alerts, with Prometheus' own tool.
 */
class AlertTests {

	private Path promtool;

	@BeforeEach
	void find() {
		this.promtool = InstalledPrometheus.require("promtool");
	}

	@Test
	void theRulesAreValid() {
		assertThat(Command.run(this.promtool, "check", "rules", MonitoredQueries.RULES.toString()))
			.contains("SUCCESS: 3 rules found");
	}

	@Test
	void theAlertsFireWhenTheyShouldAndOnlyThen() {
		assertThat(Command.run(this.promtool, "test", "rules", "src/test/prometheus/securitycontext-alerts-tests.yml"))
			.contains("SUCCESS");
	}

}
