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

import java.util.Locale;

/**
 * A limit for something that was measured.
 *
 * @param name what is limited
 * @param measured what was measured
 * @param limit the limit, which the upper end of the interval must not exceed
 * @param unit the unit of both
 */
record Bar(String name, Estimate measured, double limit, String unit) {

	/**
	 * Creates a bar that the lower end of the interval must not fall below.
	 */
	static Bar atLeast(String name, Estimate measured, double limit, String unit) {
		return new Bar(name + " (negated)", measured.negate(), -limit, unit);
	}

	boolean isMet() {
		return this.measured.high() <= this.limit;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%-4s %-78s %,14.2f [%,.2f … %,.2f] limit %,.2f %s", isMet() ? "met" : "MISS",
				this.name, this.measured.value(), this.measured.low(), this.measured.high(), this.limit, this.unit);
	}

}
