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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class EstimateTests {

	@Test
	void theIntervalIsThatOfStudent() {
		Estimate estimate = Estimate.ofMean(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
		assertThat(estimate.value()).isEqualTo(3);
		// 2.776 standard errors of 0.7071
		assertThat(estimate.low()).isCloseTo(1.037, within(0.001));
		assertThat(estimate.high()).isCloseTo(4.963, within(0.001));
	}

	@Test
	void theIntervalOfAMedianEndsAtTheRanksOfTheSignTest() {
		assertThat(Estimate.ofMedian(downFrom(6))).isEqualTo(new Estimate(3.5, 1, 6));
		assertThat(Estimate.ofMedian(downFrom(10))).isEqualTo(new Estimate(5.5, 2, 9));
		assertThat(Estimate.ofMedian(downFrom(30))).isEqualTo(new Estimate(15.5, 10, 21));
		assertThatIllegalArgumentException().isThrownBy(() -> Estimate.ofMedian(downFrom(5)));
	}

	private static List<Double> downFrom(int first) {
		return IntStream.range(0, first).mapToObj((value) -> (double) (first - value)).toList();
	}

	@Test
	void valuesThatBelongTogetherAreComparedBeforeTheyAreSummedUp() {
		Samples slow = new Samples("load", "load", "with", "cpu", "ms",
				List.of(List.of(11.0, 102.0, 53.0), List.of(21.0, 32.0, 43.0)));
		Samples fast = new Samples("load", "load", "without", "cpu", "ms",
				List.of(List.of(10.0, 100.0, 50.0), List.of(20.0, 30.0, 40.0)));
		Estimate difference = Samples.compare((times) -> times[0] - times[1], slow, fast);
		assertThat(difference).isEqualTo(new Estimate(2, 2, 2));
		assertThat(slow.estimate().value()).isEqualTo((53.0 + 32.0) / 2);
	}

	@Test
	void aTimeIsThatOfTheFastestTwentieth() {
		// the neighbours work in most passes, and never make one faster
		Samples with = times(IntStream.range(0, 40).mapToDouble((pass) -> 12 + (40 - pass) % 40));
		Samples without = times(IntStream.range(0, 40).mapToDouble((pass) -> 10 + 2 * ((pass + 20) % 40)));
		assertThat(with.estimate().value()).isEqualTo(12.5);
		assertThat(without.estimate().value()).isEqualTo(11);
		assertThat(Samples.compare((times) -> times[0] - times[1], with, without))
			.isEqualTo(new Estimate(1.5, 1.5, 1.5));
		assertThat(with.minus(without, "added").estimate()).isEqualTo(new Estimate(1.5, 1.5, 1.5));
	}

	private static Samples times(DoubleStream passes) {
		List<Double> values = passes.boxed().toList();
		return new Samples("calls", "call", "variant", Samples.TIME, "ns", List.of(values, values));
	}

	@Test
	void aBarIsMetOnlyIfTheWholeIntervalKeepsItAndIsNarrowEnough() {
		assertThat(verdict(new Estimate(1, 0.5, 1.5), 1.5, false)).isEqualTo(Bar.Verdict.MET);
		assertThat(verdict(new Estimate(1, 0.4, 1.6), 1.5, false)).isEqualTo(Bar.Verdict.MEASURE_LONGER);
		assertThat(verdict(new Estimate(2, 1.6, 2.4), 1.5, false)).isEqualTo(Bar.Verdict.MISSED);
		assertThat(verdict(new Estimate(-9, -18, 0), 1.5, false)).isEqualTo(Bar.Verdict.MEASURE_LONGER);
		assertThat(verdict(new Estimate(22, 20, 24), 20, true)).isEqualTo(Bar.Verdict.MET);
		assertThat(verdict(new Estimate(22, 19, 25), 20, true)).isEqualTo(Bar.Verdict.MEASURE_LONGER);
		assertThat(verdict(new Estimate(18, 17, 19), 20, true)).isEqualTo(Bar.Verdict.MISSED);
	}

	private static Bar.Verdict verdict(Estimate measured, double limit, boolean atLeast) {
		return new Bar("bar", measured, limit, atLeast, 10, "").verdict();
	}

}
