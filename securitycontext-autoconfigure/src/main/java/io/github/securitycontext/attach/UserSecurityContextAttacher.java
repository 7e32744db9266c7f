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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the context of the running thread to the requests of AI clients. Whatever
 * fails on the way costs the context, never the call.
 */
public final class UserSecurityContextAttacher {

	private final OneTimeLog log = new OneTimeLog(UserSecurityContextAttacher.class);

	private final Supplier<List<UserSecurityContextCustomizer>> customizers;

	/**
	 * Creates an attacher.
	 * @param customizers asked at each call for what adjusts the context
	 */
	public UserSecurityContextAttacher(Supplier<List<UserSecurityContextCustomizer>> customizers) {
		this.customizers = customizers;
	}

	/**
	 * Attaches the context to a request.
	 * @param client the settings of the client that sends it
	 * @param request the request
	 * @param body asked only if the request may carry a context: the body, or
	 * {@code null} if it does not lie in memory
	 * @return the parts of the body to send instead, or {@code null} to send the request
	 * as it is
	 */
	public @Nullable List<ByteBuffer> attach(ClientSettings client, OutgoingRequest request,
			Supplier<? extends @Nullable ByteBuffer> body) {
		EligibleCall call = judge(client, request);
		Attachment attachment = (call != null) ? call.prepare() : null;
		return (attachment != null) ? attachment.attachTo(body) : null;
	}

	/**
	 * Judges whether a request may carry a context, for a client whose body, or whose
	 * current context, comes later or on another thread. Asks for no context.
	 * @param client the settings of the client that sends it
	 * @param request the request
	 * @return the call, or {@code null} to send the request as it is
	 */
	public @Nullable EligibleCall judge(ClientSettings client, OutgoingRequest request) {
		try {
			if (!client.enabled()) {
				return null;
			}
			EligibleRequests.Eligibility eligibility = EligibleRequests.judge(request);
			if (eligibility == EligibleRequests.Eligibility.WITH_OTHER_VERSION) {
				warnOfVersion(request);
			}
			return (eligibility == EligibleRequests.Eligibility.FULL) ? new EligibleCall(this, client, request) : null;
		}
		catch (Throwable ex) {
			// an error, too: if the call cannot go on, it will fail by itself
			report(ex);
			return null;
		}
	}

	/**
	 * A library may have an old version for its default, which nobody would notice.
	 */
	private void warnOfVersion(OutgoingRequest request) {
		String calls = (request.clientName() != null) ? "of the bean '" + request.clientName() + "'"
				: "to " + request.host();
		this.log.warn("Calls " + calls + " carry no user security context, because their api-version does not know it."
				+ " Use 2025-01-01-preview or later; on paths with /openai/v1 none, v1 or preview");
	}

	/**
	 * Tells the operator that a call goes out without a context, because something
	 * failed.
	 * @param failure what failed
	 */
	public void report(Throwable failure) {
		this.log.warn("A call was sent without a user security context, which could not be attached", failure);
	}

	@Nullable UserSecurityContext findContext(ClientSettings client, OutgoingRequest request) {
		UserSecurityContext current = UserSecurityContextHolder.getContext();
		UserSecurityContext context = (current != null) ? current : UserSecurityContext.empty();
		if (context.getApplicationName() == null) {
			context = context.toBuilder().applicationName(client.applicationName()).build();
		}
		for (UserSecurityContextCustomizer customizer : this.customizers.get()) {
			context = customizer.customize(context, request);
			if (context == null) {
				return null;
			}
		}
		return context;
	}

}
