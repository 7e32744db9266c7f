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

import java.util.function.Function;

import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallReport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Says in the current observation what became of its last call. The keys have few values,
 * but are of high cardinality to Micrometer: those of low cardinality become tags of
 * metrics, and some registries drop a meter whose tags differ from those of another of
 * its name.
 */
public final class ObservedCalls implements CallListener {

	private static final String OUTCOME = "securitycontext.outcome";

	private static final String REASON = "securitycontext.reason";

	private final ObservationRegistry registry;

	/**
	 * Creates a listener.
	 * @param registry knows the current observation of a thread
	 */
	public ObservedCalls(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onCall(CallReport report) {
		Observation observation = this.registry.getCurrentObservation();
		if (observation != null) {
			tell(observation, report);
		}
	}

	@Override
	public @Nullable CallListener forCall(Function<Object, @Nullable Object> subscriberContext) {
		Observation observation = (subscriberContext
			.apply(ObservationThreadLocalAccessor.KEY) instanceof Observation ofSubscriber) ? ofSubscriber
					: this.registry.getCurrentObservation();
		return (observation != null) ? (report) -> tell(observation, report) : null;
	}

	private static void tell(Observation observation, CallReport report) {
		observation.highCardinalityKeyValue(OUTCOME, Labels.of(report.outcome()));
		observation.highCardinalityKeyValue(REASON, Labels.of(report.reason()));
	}

}
