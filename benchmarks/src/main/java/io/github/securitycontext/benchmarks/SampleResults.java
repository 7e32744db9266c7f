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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of the variants of the sample application.
 *
 * @param <T> the type of what is measured at a time
 */
final class SampleResults<T> {

	private final String subject;

	private final Map<SampleVariant, List<List<T>>> rounds = new EnumMap<>(SampleVariant.class);

	SampleResults(String subject) {
		this.subject = subject;
	}

	void addRound(SampleVariant variant, List<T> passes) {
		this.rounds.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(passes);
	}

	/**
	 * Returns the samples of one metric, of each variant.
	 */
	List<Samples> samples(String metric, String unit, ToDoubleFunction<T> value) {
		return this.rounds.entrySet()
			.stream()
			.map((variant) -> new Samples(this.subject, this.subject, variant.getKey().name(), metric, unit,
					variant.getValue()
						.stream()
						.map((passes) -> passes.stream().mapToDouble(value).boxed().toList())
						.toList()))
			.toList();
	}

}
