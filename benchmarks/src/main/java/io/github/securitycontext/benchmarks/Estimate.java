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

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean with its 95 % confidence interval (Student's t).
 *
 * @param mean the mean
 * @param low the lower end of the interval
 * @param high its upper end
 */
record Estimate(double mean, double low, double high) {

	private static final double CONFIDENCE = 0.95;

	/**
	 * Estimates the mean of what the values are samples of.
	 * @param values two or more independent values
	 */
	static Estimate of(List<Double> values) {
		SummaryStatistics statistics = new SummaryStatistics();
		values.forEach(statistics::addValue);
		double quantile = new TDistribution(values.size() - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
		double half = quantile * statistics.getStandardDeviation() / Math.sqrt(values.size());
		return new Estimate(statistics.getMean(), statistics.getMean() - half, statistics.getMean() + half);
	}

}
