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

package io.github.securitycontext.attach;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers which models refuse the context, for an hour: they may learn it.
 */
final class UnsupportedModels {

	static final long MEMORY_NANOS = TimeUnit.HOURS.toNanos(1);

	static final int MAX_MODELS = 1000;

	private final Map<CalledModel, Long> refusals = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	UnsupportedModels(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	void add(CalledModel model) {
		long now = this.nanoTime.getAsLong();
		if (this.refusals.size() >= MAX_MODELS) {
			this.refusals.values().removeIf((refusal) -> isOver(refusal, now));
		}
		if (this.refusals.size() >= MAX_MODELS) {
			this.refusals.entrySet()
				.stream()
				.min(Comparator.comparingLong((entry) -> entry.getValue() - now))
				.ifPresent((oldest) -> this.refusals.remove(oldest.getKey(), oldest.getValue()));
		}
		this.refusals.put(model, now);
	}

	/**
	 * Whether there may be any, which is cheap to ask.
	 */
	boolean isAny() {
		return !this.refusals.isEmpty();
	}

	boolean contains(CalledModel model) {
		Long refusal = this.refusals.get(model);
		if (refusal == null) {
			return false;
		}
		if (isOver(refusal, this.nanoTime.getAsLong())) {
			this.refusals.remove(model, refusal);
			return false;
		}
		return true;
	}

	private static boolean isOver(long refusal, long now) {
		return now - refusal >= MEMORY_NANOS;
	}

}
