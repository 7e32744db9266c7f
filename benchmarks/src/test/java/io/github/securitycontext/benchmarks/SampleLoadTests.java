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
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

class SampleLoadTests {

	// fails by itself where the calls do not name the user, or do so without the starter
	@Test
	void callsTheSampleWithTheStarterAndWithout() throws Exception {
		List<Samples> samples = SampleLoad.measure(List.of(SampleVariant.WITHOUT, SampleVariant.WITH),
				new LoadPlan(1, 1, 1, 20, List.of("-XX:TieredStopAtLevel=1")));
		assertThat(samples).extracting(Samples::variant, Samples::metric).hasSize(8).doesNotHaveDuplicates();
		assertThat(samples).allSatisfy(
				(each) -> assertThat(each.rounds()).singleElement(LIST).singleElement(DOUBLE).isPositive().isFinite());
	}

}
