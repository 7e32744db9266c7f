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

package io.github.securitycontext.actuate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls by outcome and reason, without a registry.
 */
public final class CallCounts implements CallListener {

	private static final MissingReason[] REASONS = MissingReason.values();

	private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	/** The last of each outcome is for calls without a reason. */
	private final LongAdder[][] counts = new LongAdder[CallOutcome.values().length][REASONS.length + 1];

	/**
	 * Creates a listener that counts from now on.
	 */
	public CallCounts() {
		for (LongAdder[] outcome : this.counts) {
			for (int i = 0; i < outcome.length; i++) {
				outcome[i] = new LongAdder();
			}
		}
	}

	@Override
	public void onCall(CallReport report) {
		MissingReason reason = report.reason();
		this.counts[report.outcome().ordinal()][(reason != null) ? reason.ordinal() : REASONS.length].increment();
	}

	Instant since() {
		return this.since;
	}

	/**
	 * Returns the counts by outcome and reason, without those that are zero.
	 */
	Map<String, Map<String, Long>> byOutcome() {
		Map<String, Map<String, Long>> outcomes = new LinkedHashMap<>();
		for (CallOutcome outcome : CallOutcome.values()) {
			Map<String, Long> reasons = new LinkedHashMap<>();
			for (int i = 0; i <= REASONS.length; i++) {
				long count = this.counts[outcome.ordinal()][i].sum();
				if (count > 0) {
					reasons.put(Labels.of(reason(i)), count);
				}
			}
			if (!reasons.isEmpty()) {
				outcomes.put(Labels.of(outcome), reasons);
			}
		}
		return outcomes;
	}

	private static @Nullable MissingReason reason(int index) {
		return (index < REASONS.length) ? REASONS[index] : null;
	}

}
