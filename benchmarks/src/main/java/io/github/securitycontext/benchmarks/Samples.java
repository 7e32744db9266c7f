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
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * What was measured of one variant: a value for each round. Variants of the same subject
 * were measured together in a round, so that their values are paired.
 *
 * @param subject what was done
 * @param variant how it was done
 * @param metric what the values mean
 * @param unit the unit of the values
 * @param values the values, in the order of the rounds
 */
record Samples(String subject, String variant, String metric, String unit, List<Double> values) {

	Estimate estimate() {
		return Estimate.of(this.values);
	}

	/**
	 * Returns the mean of what comes out of the pairs.
	 */
	Estimate pairedWith(Samples other, DoubleBinaryOperator comparison) {
		return Estimate.of(IntStream.range(0, this.values.size())
			.mapToObj((round) -> comparison.applyAsDouble(this.values.get(round), other.values.get(round)))
			.toList());
	}

}
