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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Keeps the observations that ended, as a tracer would.
 */
final class SeenCalls implements ObservationHandler<Observation.Context> {

	private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

	@Override
	public void onStop(Observation.Context context) {
		this.ended.add(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	/**
	 * Returns what the observations of a name say about calls, each in the form
	 * {@code outcome reason}.
	 */
	List<String> of(String name) {
		return this.ended.stream()
			.filter((context) -> name.equals(context.getName()))
			.map((context) -> value(context, "securitycontext.outcome") + " "
					+ value(context, "securitycontext.reason"))
			.toList();
	}

	private static String value(Observation.Context context, String key) {
		KeyValue value = context.getHighCardinalityKeyValue(key);
		return (value != null) ? value.getValue() : "-";
	}

}
