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

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.StatUtils;

/**
 * What was measured of one variant. Variants of the same subject were measured together
 * in a round, one after the other in each pass.
 *
 * @param group which subjects are shown together
 * @param subject what was done
 * @param variant how it was done
 * @param metric what the values mean
 * @param unit the unit of the values
 * @param rounds the values of each pass of each round
 */
record Samples(String group, String subject, String variant, String metric, String unit, List<List<Double>> rounds) {

	static final String TIME = "time";

	static final String ALLOCATED = "allocated";

	static final String MEDIAN = "median";

	/** So many rounds have a median with an interval of use. */
	private static final int MANY = 30;

	boolean isOf(String subject, String variant, String metric) {
		return this.subject.equals(subject) && this.variant.equals(variant) && this.metric.equals(metric);
	}

	/**
	 * Estimates the value, of which each round is one sample. Where rounds are many,
	 * something else may have disturbed some of them.
	 */
	Estimate estimate() {
		return (this.rounds.size() < MANY) ? compare((values) -> values[0], this)
				: compareMedians((values) -> values[0], this);
	}

	/**
	 * Returns what these have more than others that were measured with them.
	 * @param variant what the difference is called
	 */
	Samples minus(Samples others, String variant) {
		return new Samples(this.group, this.subject, variant, this.metric, this.unit,
				IntStream.range(0, this.rounds.size())
					.mapToObj((round) -> List.of(sample((values) -> values[0] - values[1], round, this, others)))
					.toList());
	}

	/**
	 * Returns the same times, to be compared pass by pass, the disturbed ones among them.
	 */
	Samples asMedians() {
		return new Samples(this.group, this.subject, this.variant, MEDIAN, this.unit, this.rounds);
	}

	/**
	 * Estimates the mean of what comes out of values that belong together, of which each
	 * round is one sample.
	 * @param comparison takes a value of each, in the order of the samples
	 */
	static Estimate compare(ToDoubleFunction<double[]> comparison, Samples... samples) {
		return Estimate.ofMean(samples(comparison, samples));
	}

	/**
	 * Estimates the median of the same, where something else may have disturbed some
	 * rounds.
	 * @param comparison takes a value of each, in the order of the samples
	 */
	static Estimate compareMedians(ToDoubleFunction<double[]> comparison, Samples... samples) {
		return Estimate.ofMedian(samples(comparison, samples));
	}

	private static List<Double> samples(ToDoubleFunction<double[]> comparison, Samples... samples) {
		return IntStream.range(0, samples[0].rounds().size())
			.mapToObj((round) -> sample(comparison, round, samples))
			.toList();
	}

	/**
	 * Whoever shares the processor makes calls slower, for milliseconds, and by more than
	 * what is to be measured: the times of calls are compared as they are when nobody
	 * disturbs. That leaves out collections of garbage, too; what calls allocate is
	 * measured by itself. All else is compared pass by pass.
	 */
	private static double sample(ToDoubleFunction<double[]> comparison, int round, Samples... samples) {
		if (samples[0].metric().equals(TIME)) {
			return comparison
				.applyAsDouble(Arrays.stream(samples).mapToDouble((each) -> each.undisturbed(round)).toArray());
		}
		double[] compared = IntStream.range(0, samples[0].rounds().get(round).size())
			.mapToDouble((pass) -> comparison.applyAsDouble(
					Arrays.stream(samples).mapToDouble((each) -> each.rounds().get(round).get(pass)).toArray()))
			.toArray();
		return StatUtils.percentile(compared, 50);
	}

	/**
	 * Returns the mean of the fastest twentieth of the passes, at least the fastest.
	 */
	private double undisturbed(int round) {
		List<Double> passes = this.rounds.get(round);
		return passes.stream()
			.sorted()
			.limit(Math.max(1, passes.size() / 20))
			.mapToDouble(Double::doubleValue)
			.average()
			.orElseThrow();
	}

}
