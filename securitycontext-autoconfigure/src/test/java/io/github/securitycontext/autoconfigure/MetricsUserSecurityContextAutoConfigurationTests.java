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

package io.github.securitycontext.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.securitycontext.actuate.CallMetrics;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsUserSecurityContextAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				MetricsUserSecurityContextAutoConfiguration.class));

	@Test
	void callsAreCountedWhereThereIsARegistry() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CallMetrics.class));
	}

	@Test
	void theRegistryOfSpringBootIsSeen() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CallMetrics.class));
	}

	@ParameterizedTest
	@CsvSource({ "true, 1", "false, 0" })
	void thePropertyOfSpringBootSwitchesTheMetersOff(String enabled, int meters) {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("management.metrics.enable.securitycontext=" + enabled)
			.run((context) -> {
				context.getBean(CallMetrics.class)
					.onCall(new CallReport("client", CallOutcome.ATTACHED, null, Set.of(), Map.of(), Duration.ZERO));
				assertThat(context.getBean(MeterRegistry.class).find("securitycontext.calls").counters())
					.hasSize(meters);
			});
	}

	@Test
	void nothingIsCountedWithoutARegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallMetrics.class));
	}

	@Test
	void anApplicationWithSeveralRegistriesStarts() {
		this.contextRunner.withBean("one", MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("two", MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallMetrics.class));
	}

	@Test
	void anApplicationWithoutMicrometerStarts() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(UserSecurityContextAttacher.class));
	}

	@Test
	void nothingIsCountedWhenSwitchedOff() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallMetrics.class));
	}

}
