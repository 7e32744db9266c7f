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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallMetricsTests {

	private static final Duration TIME = Duration.ofNanos(30_000);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final CallMetrics metrics = new CallMetrics(this.registry);

	private static CallReport report(@Nullable String client, CallOutcome outcome, @Nullable MissingReason reason,
			UserSecurityContextField... fields) {
		return new CallReport(client, outcome, reason, Set.of(fields), Map.of(), TIME);
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).counter().count();
	}

	@Test
	void callsAreCountedByClientOutcomeReasonAndFields() {
		for (int i = 0; i < 3; i++) {
			this.metrics.onCall(report("azure", CallOutcome.ATTACHED, null, UserSecurityContextField.SOURCE_IP,
					UserSecurityContextField.APPLICATION_NAME, UserSecurityContextField.END_USER_ID));
		}
		this.metrics.onCall(report(null, CallOutcome.WITHOUT_USER, MissingReason.NO_REQUEST,
				UserSecurityContextField.APPLICATION_NAME));
		this.metrics.onCall(report("azure", CallOutcome.SKIPPED, MissingReason.UNSUPPORTED_API_VERSION));

		assertThat(count("securitycontext.calls", "client", "azure", "outcome", "attached", "reason", "none", "fields",
				"application_name,end_user_id,source_ip"))
			.isEqualTo(3);
		assertThat(count("securitycontext.calls", "client", "none", "outcome", "without-user", "reason", "no-request",
				"fields", "application_name"))
			.isEqualTo(1);
		assertThat(count("securitycontext.calls", "client", "azure", "outcome", "skipped", "reason",
				"unsupported-api-version", "fields", "none"))
			.isEqualTo(1);
		assertThat(this.registry.find("securitycontext.calls").counters()).hasSize(3);
	}

	@Test
	void eachRequiredFieldThatACallLacksIsCountedWithWhatBecameOfTheCall() {
		Map<UserSecurityContextField, MissingReason> missing = new EnumMap<>(
				Map.of(UserSecurityContextField.END_USER_ID, MissingReason.NOT_AUTHENTICATED,
						UserSecurityContextField.SOURCE_IP, MissingReason.SWITCHED_OFF));
		this.metrics.onCall(new CallReport("azure", CallOutcome.WITHOUT_USER, MissingReason.NOT_AUTHENTICATED,
				EnumSet.of(UserSecurityContextField.APPLICATION_NAME), missing, TIME));
		this.metrics.onCall(new CallReport("azure", CallOutcome.REJECTED, MissingReason.NOT_AUTHENTICATED, Set.of(),
				missing, TIME));

		for (String action : new String[] { "warn", "reject" }) {
			assertThat(count("securitycontext.missing", "client", "azure", "field", "end_user_id", "reason",
					"not-authenticated", "action", action))
				.isEqualTo(1);
			assertThat(count("securitycontext.missing", "client", "azure", "field", "source_ip", "reason",
					"switched-off", "action", action))
				.isEqualTo(1);
		}
	}

	@Test
	void theTimeThatACallTakesLongerFallsIntoBuckets() {
		this.metrics.onCall(report("azure", CallOutcome.ATTACHED, null));

		Timer timer = this.registry.get("securitycontext.attach")
			.tags("client", "azure", "outcome", "attached")
			.timer();
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(30_000);
		assertThat(timer.takeSnapshot().histogramCounts()).hasSize(10)
			.filteredOn((bucket) -> bucket.bucket(TimeUnit.NANOSECONDS) == 50_000)
			.singleElement()
			.extracting((bucket) -> bucket.count())
			.isEqualTo(1.0);
	}

	@Test
	void aCallThatIsToldAgainIsCountedAgainButItsTimeIsNot() {
		this.metrics.onCall(report("azure", CallOutcome.ATTACHED, null, UserSecurityContextField.END_USER_ID));
		this.metrics.onCall(new CallReport("azure", CallOutcome.RETRIED_WITHOUT, MissingReason.UNSUPPORTED_MODEL,
				Set.of(), Map.of(), Duration.ZERO));

		assertThat(count("securitycontext.calls", "outcome", "attached")).isEqualTo(1);
		assertThat(count("securitycontext.calls", "outcome", "retried-without", "reason", "unsupported-model"))
			.isEqualTo(1);
		assertThat(this.registry.get("securitycontext.attach").timers()).singleElement()
			.extracting((timer) -> timer.count())
			.isEqualTo(1L);
	}

	@Test
	void clientsBeyondAHundredShareAName() {
		for (int i = 0; i < 250; i++) {
			this.metrics.onCall(report("tenant" + i, CallOutcome.ATTACHED, null));
			this.metrics.onCall(report("tenant0", CallOutcome.ATTACHED, null));
		}

		assertThat(this.registry.find("securitycontext.calls").counters()).hasSize(101);
		assertThat(count("securitycontext.calls", "client", "tenant0")).isEqualTo(251);
		assertThat(count("securitycontext.calls", "client", "other")).isEqualTo(150);
	}

	@Test
	void everyTagHasFewValues() {
		for (CallOutcome outcome : CallOutcome.values()) {
			for (MissingReason reason : MissingReason.values()) {
				this.metrics
					.onCall(new CallReport("azure", outcome, reason, EnumSet.allOf(UserSecurityContextField.class),
							Map.of(UserSecurityContextField.END_USER_ID, reason), TIME));
			}
		}

		List<Tag> tags = this.registry.getMeters()
			.stream()
			.flatMap((meter) -> meter.getId().getTags().stream())
			// of the buckets
			.filter((tag) -> !tag.getKey().equals("le"))
			.toList();
		assertThat(tags).extracting(Tag::getKey)
			.containsOnly("client", "outcome", "reason", "fields", "field", "action");
		assertThat(tags).extracting(Tag::getValue).allMatch((value) -> value.matches("[a-z_,-]+"));
		assertThat(this.registry.find("securitycontext.calls").counters())
			.hasSize(CallOutcome.values().length * MissingReason.values().length);
		assertThat(this.registry.find("securitycontext.missing").counters()).hasSize(2 * MissingReason.values().length);
		assertThat(this.registry.find("securitycontext.attach").timers()).hasSize(CallOutcome.values().length);
	}

}
