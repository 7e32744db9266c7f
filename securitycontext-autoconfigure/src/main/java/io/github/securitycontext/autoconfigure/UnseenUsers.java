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

package io.github.securitycontext.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * Warns once if an application that could know its users names none of them in many
 * calls: nothing else would tell before an alert does.
 */
final class UnseenUsers implements CallListener {

	static final int CALLS = 50;

	private final OneTimeLog log = new OneTimeLog(UnseenUsers.class);

	private final Map<MissingReason, Integer> reasons = new ConcurrentHashMap<>();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile boolean decided;

	@Override
	public @Nullable CallListener forCall(Function<Object, @Nullable Object> subscriberContext) {
		return this.decided ? null : this;
	}

	@Override
	public void onCall(CallReport report) {
		if (this.decided) {
			return;
		}
		MissingReason reason = report.reason();
		if (report.outcome() == CallOutcome.ATTACHED) {
			this.decided = true;
		}
		else if (report.outcome() != CallOutcome.REJECTED && reason != null && findFix(reason) != null) {
			this.reasons.merge(reason, 1, Integer::sum);
			if (this.calls.incrementAndGet() == CALLS) {
				this.decided = true;
				warn();
			}
		}
	}

	private void warn() {
		MissingReason frequent = MissingReason.NO_REQUEST;
		for (MissingReason reason : MissingReason.values()) {
			if (count(reason) > count(frequent)) {
				frequent = reason;
			}
		}
		this.log.warn("None of " + CALLS + " AI calls names an end user, mostly because " + frequent.getDescription()
				+ ". " + findFix(frequent) + ". If there are no users, set securitycontext.end-user.enabled=false");
	}

	private int count(MissingReason reason) {
		return this.reasons.getOrDefault(reason, 0);
	}

	/**
	 * Returns what to do, or {@code null} if the reason says nothing about users.
	 */
	private static @Nullable String findFix(MissingReason reason) {
		return switch (reason) {
			case NO_REQUEST -> "Set spring.reactor.context-propagation=auto for reactive chains, declare a"
					+ " ContextPropagatingTaskDecorator bean for task executors, or hand over a"
					+ " UserSecurityContextSnapshot";
			case NOT_AUTHENTICATED -> "Let Spring Security require authentication for the paths that make them";
			case NOT_IDENTIFIED ->
				"Name the claims and issuers of your tokens in securitycontext.end-user.id-claims and"
						+ " securitycontext.end-user.issuers, or declare an EndUserResolver bean";
			case FAILED -> "The log says before what failed";
			case NOT_SET -> "Look at the UserSecurityContextCustomizer beans, and at where a context is bound";
			case LEFT_OUT_BY_CALLER -> "Do not set user_security_context where the calls are made";
			default -> null;
		};
	}

}
