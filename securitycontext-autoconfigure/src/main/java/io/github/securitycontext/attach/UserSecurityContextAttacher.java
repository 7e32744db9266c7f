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

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.UserSecurityContextHolder;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the context of the running thread to the requests of AI clients. Whatever
 * fails on the way costs the context, never the call, unless the call must carry it.
 */
public final class UserSecurityContextAttacher {

	private final Supplier<List<UserSecurityContextCustomizer>> customizers;

	private final CallReporter reporter;

	private final ModelRefusals refusals;

	/** Most clients hand over the same request again and again. */
	private volatile @Nullable JudgedRequest last;

	/**
	 * Creates an attacher that nobody listens to.
	 * @param customizers asked at each call for what adjusts the context
	 */
	public UserSecurityContextAttacher(Supplier<List<UserSecurityContextCustomizer>> customizers) {
		this(customizers, List::of, UnsupportedModelAction.RETRY_WITHOUT);
	}

	/**
	 * Creates an attacher.
	 * @param customizers asked at each call for what adjusts the context
	 * @param listeners asked at each call for who is told of it
	 * @param unsupportedModelAction what becomes of calls whose model refuses the context
	 */
	public UserSecurityContextAttacher(Supplier<List<UserSecurityContextCustomizer>> customizers,
			Supplier<List<CallListener>> listeners, UnsupportedModelAction unsupportedModelAction) {
		this.customizers = customizers;
		this.reporter = new CallReporter(listeners);
		this.refusals = new ModelRefusals(unsupportedModelAction);
	}

	/**
	 * Judges whether a request is one that carries a context, or would if nothing stood
	 * in its way. Asks for no context, and tells no listener.
	 * @param client the settings of the client that sends it
	 * @param request the request
	 * @return the call, or {@code null} to send the request as it is
	 */
	public @Nullable EligibleCall judge(ClientSettings client, OutgoingRequest request) {
		if (!client.enabled()) {
			return null;
		}
		try {
			return switch (judge(request)) {
				case NONE -> null;
				case FULL -> new EligibleCall(this, client, request, null);
				case WITH_OTHER_VERSION -> {
					warnOfVersion(client, request);
					yield new EligibleCall(this, client, request, MissingReason.UNSUPPORTED_API_VERSION);
				}
			};
		}
		catch (Throwable ex) {
			this.reporter.warn(ReportedCall.NOT_ATTACHED, ex);
			return new EligibleCall(this, client, request, MissingReason.FAILED);
		}
	}

	private EligibleRequests.Eligibility judge(OutgoingRequest request) {
		JudgedRequest judged = this.last;
		if (judged == null || judged.request() != request) {
			judged = new JudgedRequest(request, EligibleRequests.judge(request));
			// what a plain REST client sends to others is not for this to keep
			if (judged.eligibility() != EligibleRequests.Eligibility.NONE) {
				this.last = judged;
			}
		}
		return judged.eligibility();
	}

	/**
	 * A library may have an old version for its default, which nobody would notice.
	 */
	private void warnOfVersion(ClientSettings client, OutgoingRequest request) {
		String calls = (client.name() != null) ? client.describeCalls() : "Calls to " + request.host();
		this.reporter.warn(calls + " carry no user security context, because their api-version does not know it. Use"
				+ " 2025-01-01-preview or later; on paths with /openai/v1 none, v1 or preview");
	}

	/**
	 * Tells the operator that a call of a client goes out without a context, because
	 * something failed before it was known what is sent.
	 * @param client the settings of the client
	 * @param failure what failed
	 * @throws MissingUserSecurityContextException if the call must not be sent as it is
	 */
	public void report(ClientSettings client, Throwable failure) {
		if (client.enabled()) {
			newCall(client, new OutgoingRequest(client.name(), false, "", "", -1, "", null)).fail(failure);
		}
	}

	ModelRefusals refusals() {
		return this.refusals;
	}

	ReportedCall newCall(ClientSettings client, OutgoingRequest request) {
		return newCall(client, request, (key) -> null);
	}

	ReportedCall newCall(ClientSettings client, OutgoingRequest request,
			Function<Object, @Nullable Object> subscriberContext) {
		return new ReportedCall(client, request, this.reporter, subscriberContext);
	}

	/**
	 * Finds the context, or {@code null} if a customizer vetoes it.
	 */
	@Nullable UserSecurityContext findContext(ClientSettings client, OutgoingRequest request) {
		UserSecurityContext context = findCurrent();
		if (context.getApplicationName() == null) {
			context = context.derive(client, (known) -> withApplicationName(known, client));
		}
		for (UserSecurityContextCustomizer customizer : this.customizers.get()) {
			context = customizer.customize(context, request);
			if (context == null) {
				return null;
			}
		}
		return context;
	}

	private static UserSecurityContext withApplicationName(UserSecurityContext context, ClientSettings client) {
		UserSecurityContext named = context.toBuilder().applicationName(client.applicationName()).build();
		return (named.getApplicationName() != null) ? named
				: named.toBuilder()
					.missing(UserSecurityContextField.APPLICATION_NAME, MissingReason.NO_APPLICATION_NAME)
					.build();
	}

	private UserSecurityContext findCurrent() {
		try {
			UserSecurityContext current = UserSecurityContextHolder.getContext();
			return (current != null) ? current : UserSecurityContext.empty(MissingReason.NO_REQUEST);
		}
		catch (Throwable ex) {
			// an error, too: what was bound is code of somebody else
			this.reporter.warn("A call carries neither end user nor address, whose source failed", ex);
			return UserSecurityContext.empty(MissingReason.FAILED);
		}
	}

	private record JudgedRequest(OutgoingRequest request, EligibleRequests.Eligibility eligibility) {

	}

}
