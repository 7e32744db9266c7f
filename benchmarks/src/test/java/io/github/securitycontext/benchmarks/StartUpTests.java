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

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartUpTests {

	@Test
	void theStarterAddsBeansAndClasses() throws Exception {
		List<Samples> samples = StartUp.measure(1);
		assertThat(samples).allSatisfy((each) -> assertThat(each.rounds()).hasSize(1));
		assertThat(value(samples, "WITHOUT", "time")).isPositive();
		assertThat(value(samples, "WITH", "time")).isPositive();
		assertThat(value(samples, "WITH", "beans")).isGreaterThan(value(samples, "WITHOUT", "beans"));
		assertThat(value(samples, "WITHOUT", "classes of the starter")).isZero();
		// how many more classes there are in all shows in medians only: threads in the
		// background load theirs sooner or later
		assertThat(value(samples, "WITH", "classes of the starter")).isPositive()
			.isLessThan(value(samples, "WITH", "classes"));
	}

	private static double value(List<Samples> samples, String variant, String metric) {
		return samples.stream()
			.filter((each) -> each.variant().equals(variant) && each.metric().equals(metric))
			.findFirst()
			.orElseThrow()
			.rounds()
			.get(0)
			.get(0);
	}

}
