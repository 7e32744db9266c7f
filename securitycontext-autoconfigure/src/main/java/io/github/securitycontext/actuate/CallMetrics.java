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

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.attach.MissingAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of calls. The meters are looked up once: a registry builds tags and
 * an identifier for each look-up.
 */
public final class CallMetrics implements CallListener {

	private static final Duration[] BUCKETS = { Duration.ofNanos(20_000), Duration.ofNanos(50_000),
			Duration.ofNanos(100_000), Duration.ofNanos(200_000), Duration.ofNanos(500_000), Duration.ofMillis(1),
			Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1) };

	private final MeterRegistry registry;

	private final ClientNames clients = new ClientNames();

	private final Map<CallKey, Counter> calls = new ConcurrentHashMap<>();

	private final Map<MissingKey, Counter> missing = new ConcurrentHashMap<>();

	private final Map<TimeKey, Timer> times = new ConcurrentHashMap<>();

	/**
	 * Creates a listener.
	 * @param registry has the meters {@code securitycontext.calls},
	 * {@code securitycontext.missing} and {@code securitycontext.attach}
	 */
	public CallMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onCall(CallReport report) {
		String client = this.clients.show(report.clientName());
		find(this.calls, new CallKey(client, report.outcome(), report.reason(), report.fields()), this::callCounter)
			.increment();
		if (!report.missing().isEmpty()) {
			MissingAction action = (report.outcome() == CallOutcome.REJECTED) ? MissingAction.REJECT
					: MissingAction.WARN;
			report.missing()
				.forEach((field, reason) -> find(this.missing, new MissingKey(client, field, reason, action),
						this::missingCounter)
					.increment());
		}
		// zero where the same call was told before
		if (!report.duration().isZero()) {
			find(this.times, new TimeKey(client, report.outcome()), this::timer).record(report.duration());
		}
	}

	/**
	 * Other than {@code computeIfAbsent} never waits for another thread.
	 */
	private static <K, M> M find(Map<K, M> meters, K key, Function<K, M> create) {
		M meter = meters.get(key);
		if (meter == null) {
			meter = create.apply(key);
			meters.put(key, meter);
		}
		return meter;
	}

	private Counter callCounter(CallKey key) {
		return Counter.builder("securitycontext.calls")
			.description("Calls that may carry a user security context")
			.tag("client", key.client())
			.tag("outcome", Labels.of(key.outcome()))
			.tag("reason", Labels.of(key.reason()))
			.tag("fields", Labels.of(key.fields()))
			.register(this.registry);
	}

	private Counter missingCounter(MissingKey key) {
		return Counter.builder("securitycontext.missing")
			.description("Required members that calls lack")
			.tag("client", key.client())
			.tag("field", key.field().getMemberName())
			.tag("reason", Labels.of(key.reason()))
			.tag("action", Labels.of(key.action()))
			.register(this.registry);
	}

	private Timer timer(TimeKey key) {
		return Timer.builder("securitycontext.attach")
			.description("Time that the user security context adds to a call")
			.tag("client", key.client())
			.tag("outcome", Labels.of(key.outcome()))
			.serviceLevelObjectives(BUCKETS)
			.register(this.registry);
	}

	private record CallKey(String client, CallOutcome outcome, @Nullable MissingReason reason,
			Set<UserSecurityContextField> fields) {

	}

	private record MissingKey(String client, UserSecurityContextField field, MissingReason reason,
			MissingAction action) {

	}

	private record TimeKey(String client, CallOutcome outcome) {

	}

}
