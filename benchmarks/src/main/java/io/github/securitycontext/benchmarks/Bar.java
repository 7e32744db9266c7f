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
 * A limit for something that was measured, which the whole interval must keep.
 *
 * @param name what is limited
 * @param measured what was measured
 * @param limit the limit
 * @param atLeast whether the limit is the least that will do, not the most
 * @param precision how wide the interval may be, for the verdict to be one
 * @param unit the unit of all
 */
record Bar(String name, Estimate measured, double limit, boolean atLeast, double precision, String unit) {

	static Bar atMost(String name, Estimate measured, double limit, double precision, String unit) {
		return new Bar(name, measured, limit, false, precision, unit);
	}

	static Bar atLeast(String name, Estimate measured, double limit, double precision, String unit) {
		return new Bar(name, measured, limit, true, precision, unit);
	}

	Verdict verdict() {
		boolean met = this.atLeast ? this.measured.low() >= this.limit : this.measured.high() <= this.limit;
		boolean missed = this.atLeast ? this.measured.high() < this.limit : this.measured.low() > this.limit;
		if (missed) {
			return Verdict.MISSED;
		}
		return (met && this.measured.high() - this.measured.low() <= this.precision) ? Verdict.MET
				: Verdict.MEASURE_LONGER;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%-14s %-78s %,14.2f [%,.2f … %,.2f] %s %,.2f %s", verdict(), this.name,
				this.measured.value(), this.measured.low(), this.measured.high(), this.atLeast ? "≥" : "≤", this.limit,
				this.unit);
	}

	/**
	 * Whether a limit is kept.
	 */
	enum Verdict {

		/** It is. */
		MET,

		/** It is not. */
		MISSED,

		/** The interval is too wide to tell. */
		MEASURE_LONGER

	}

}
