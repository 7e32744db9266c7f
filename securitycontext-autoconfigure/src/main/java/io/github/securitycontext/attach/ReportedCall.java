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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to one of its outcomes, which is reported once, however often the
 * body is written. Knows what the call must carry, and ends it if it does not.
 */
final class ReportedCall {

	static final String NOT_ATTACHED = "A call carries no user security context, which could not be attached";

	private final ClientSettings client;

	private final OutgoingRequest request;

	private final CallReporter reporter;

	private final List<CallListener> listeners;

	/** Whether anybody is told, so that it is worth looking at the clock. */
	private final boolean heard;

	private final AtomicBoolean reported = new AtomicBoolean();

	private Set<UserSecurityContextField> present = Set.of();

	private @Nullable MissingUserSecurityContextException rejection;

	private long nanos;

	private long resumed;

	/**
	 * Creates a call.
	 * @param subscriberContext reads the subscriber's Reactor context
	 */
	ReportedCall(ClientSettings client, OutgoingRequest request, CallReporter reporter,
			Function<Object, @Nullable Object> subscriberContext) {
		this.client = client;
		this.request = request;
		this.reporter = reporter;
		this.listeners = reporter.listenersOfCall(subscriberContext);
		this.heard = reporter.isHeard(this.listeners);
		resume();
	}

	ClientSettings client() {
		return this.client;
	}

	OutgoingRequest request() {
		return this.request;
	}

	/**
	 * Starts to count time again.
	 */
	void resume() {
		if (this.heard) {
			this.resumed = System.nanoTime();
		}
	}

	/**
	 * Stops to count time, while others work on the call.
	 */
	void pause() {
		if (this.heard) {
			this.nanos += System.nanoTime() - this.resumed;
		}
	}

	/**
	 * Takes a step on the way. If it fails, be it with an error, the call is sent as it
	 * is: if it cannot go on, it will fail by itself.
	 * @return what the step returns, or {@code null} if it fails
	 * @throws MissingUserSecurityContextException if the call must carry something
	 */
	<T> @Nullable T guard(Supplier<? extends @Nullable T> step) {
		try {
			return step.get();
		}
		catch (Throwable ex) {
			if (ex instanceof MissingUserSecurityContextException own && isRejectedWith(own)) {
				throw own;
			}
			fail(ex);
			return null;
		}
	}

	/**
	 * Whether a failure is the rejection of this call, and not of one that was made on
	 * the way.
	 */
	boolean isRejectedWith(Throwable failure) {
		return failure == this.rejection;
	}

	/**
	 * Notes that the call is sent as it is.
	 * @throws MissingUserSecurityContextException if it must carry something
	 */
	void skip(MissingReason reason) {
		CallOutcome outcome = (reason == MissingReason.FAILED) ? CallOutcome.FAILED : CallOutcome.SKIPPED;
		end(outcome, reason, Set.of(), this.client.required().findMissing((field) -> reason), null);
	}

	/**
	 * Notes that the call is sent as it is, because something failed.
	 * @throws MissingUserSecurityContextException if it must carry something
	 */
	void fail(Throwable failure) {
		this.reporter.warn(NOT_ATTACHED, failure);
		skip(MissingReason.FAILED);
	}

	/**
	 * Notes that the call is sent with a context.
	 * @throws MissingUserSecurityContextException if it must carry more
	 */
	void carry(MergedContext merged) {
		MissingReason reason = merged.findMissingReason(UserSecurityContextField.END_USER_ID);
		CallOutcome outcome = CallOutcome.ATTACHED;
		if (reason != null) {
			outcome = merged.present().isEmpty() ? CallOutcome.SKIPPED : CallOutcome.WITHOUT_USER;
		}
		this.present = merged.present();
		end(outcome, reason, this.present, this.client.required().findMissing(merged::findMissingReason),
				merged.addition());
	}

	private void end(CallOutcome outcome, @Nullable MissingReason reason, Set<UserSecurityContextField> fields,
			Map<UserSecurityContextField, MissingReason> missing, @Nullable UserSecurityContext context) {
		boolean rejected = !missing.isEmpty() && this.client.required().isEnforced();
		if (this.reported.compareAndSet(false, true)) {
			pause();
			if (rejected) {
				report(CallOutcome.REJECTED, missing.values().iterator().next(), Set.of(), missing, this.nanos,
						context);
			}
			else {
				missing.forEach(this::warnOfMissing);
				report(outcome, reason, fields, missing, this.nanos, context);
			}
		}
		if (rejected) {
			this.rejection = new MissingUserSecurityContextException(this.client.name(), missing);
			throw this.rejection;
		}
	}

	private void warnOfMissing(UserSecurityContextField field, MissingReason reason) {
		this.reporter.warn(this.client.describeCalls() + " lack the required " + field.getMemberName() + ": "
				+ reason.getDescription());
	}

	/**
	 * Notes that the call is sent once more, without the context that its model refused.
	 * What it lacked before was told then.
	 */
	void goWithout() {
		reportRefusal(CallOutcome.RETRIED_WITHOUT, this.client.required()
			.findMissing((field) -> this.present.contains(field) ? MissingReason.UNSUPPORTED_MODEL : null));
	}

	/**
	 * Notes that the call fails, because its model refused the context.
	 */
	void failAtModel() {
		reportRefusal(CallOutcome.REJECTED, this.client.required().isEnforced()
				? this.client.required().findMissing((field) -> MissingReason.UNSUPPORTED_MODEL) : Map.of());
	}

	private void reportRefusal(CallOutcome outcome, Map<UserSecurityContextField, MissingReason> missing) {
		report(outcome, MissingReason.UNSUPPORTED_MODEL, Set.of(), missing, 0, null);
	}

	private void report(CallOutcome outcome, @Nullable MissingReason reason, Set<UserSecurityContextField> fields,
			Map<UserSecurityContextField, MissingReason> missing, long nanos, @Nullable UserSecurityContext context) {
		if (!this.heard) {
			return;
		}
		this.reporter.report(this.request,
				new CallReport(this.client.name(), outcome, reason, fields, missing, Duration.ofNanos(nanos)), context,
				this.listeners);
	}

}
