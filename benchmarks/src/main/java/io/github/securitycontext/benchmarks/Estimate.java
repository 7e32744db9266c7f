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

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A value with its 95 % confidence interval.
 *
 * @param value the value
 * @param low the lower end of the interval
 * @param high its upper end
 */
record Estimate(double value, double low, double high) {

	private static final double TAIL = 0.025;

	/**
	 * Estimates the mean of what some values are samples of (Student's t).
	 * @param samples two or more independent values
	 */
	static Estimate ofMean(List<Double> samples) {
		double[] values = valuesOf(samples);
		double quantile = new TDistribution(values.length - 1).inverseCumulativeProbability(1 - TAIL);
		double mean = StatUtils.mean(values);
		double half = quantile * Math.sqrt(StatUtils.variance(values) / values.length);
		return new Estimate(mean, mean - half, mean + half);
	}

	/**
	 * Estimates the median of what some values are samples of, whatever their
	 * distribution: the interval ends with two of them, as in the sign test.
	 * @param samples six or more independent values; fewer have no such interval
	 */
	static Estimate ofMedian(List<Double> samples) {
		double[] values = valuesOf(samples);
		int outside = outside(values.length);
		return new Estimate(StatUtils.percentile(values, 50), values[outside], values[values.length - 1 - outside]);
	}

	private static double[] valuesOf(List<Double> samples) {
		return samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
	}

	/**
	 * Returns how many of the values may lie outside on each side.
	 */
	private static int outside(int size) {
		BinomialDistribution below = new BinomialDistribution(size, 0.5);
		int outside = -1;
		while (below.cumulativeProbability(outside + 1) <= TAIL) {
			outside++;
		}
		if (outside < 0) {
			throw new IllegalArgumentException(size + " values are too few");
		}
		return outside;
	}

}
