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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * What a call is to carry, found on the thread that made it. The body may come later, and
 * on another thread.
 */
public final class Attachment {

	/**
	 * The member of a body that holds the context.
	 */
	public static final String MEMBER = "user_security_context";

	private final UserSecurityContext context;

	private final ReportedCall call;

	private final ModelRefusals refusals;

	Attachment(UserSecurityContext context, ReportedCall call, ModelRefusals refusals) {
		this.context = context;
		this.call = call;
		this.refusals = refusals;
	}

	/**
	 * Puts the context into the body of the call.
	 * @param body returns the body, or {@code null} if it does not lie in memory
	 * @return the call with the body to send instead, or {@code null} to send it as it is
	 * @throws MissingUserSecurityContextException if it must not be sent as it is
	 */
	public @Nullable CarryingCall attachTo(Supplier<? extends @Nullable OutgoingBody> body) {
		return resume(() -> {
			OutgoingBody content = body.get();
			ContextSplice splice = (content != null) ? ContextSplice.of(content, this.context) : null;
			return (splice != null) ? carry(splice.merged(), splice::findModel, splice.body(), (addition) -> {
			}) : unsuitable();
		});
	}

	/**
	 * Completes a context that the caller set, or adds one, where the body is not yet
	 * written.
	 * @param callers the members that the caller set, and whether they have a value, or
	 * {@code null} if it set no object
	 * @param model the model that the body names, or {@code null} if it names none
	 * @param writer adds what the caller did not set, if there is anything to add
	 * @return the call with what was written, or {@code null} to send it as it is
	 * @throws MissingUserSecurityContextException if it must not be sent as it is
	 */
	public @Nullable CarryingCall complete(@Nullable Map<UserSecurityContextField, Boolean> callers,
			@Nullable String model, Consumer<UserSecurityContext> writer) {
		return resume(() -> {
			MergedContext merged = (callers != null) ? MergedContext.of(this.context, callers)
					: MergedContext.of(this.context);
			return carry(merged, () -> model, List.of(), writer);
		});
	}

	/**
	 * Notes that the body can carry no context, and is sent as it is.
	 * @throws MissingUserSecurityContextException if it must not be sent as it is
	 */
	public void giveUp() {
		resume(this::unsuitable);
	}

	private @Nullable CarryingCall carry(MergedContext merged, Supplier<@Nullable String> model, List<ByteBuffer> body,
			Consumer<UserSecurityContext> writer) {
		if (!merged.callersOwn() && this.refusals.areExpected(this.call.client(), this.call.request(), model)) {
			this.call.skip(MissingReason.UNSUPPORTED_MODEL);
			return null;
		}
		boolean complete = merged.addition().isEmpty();
		if (!complete) {
			// may fail, so it comes before the call is told
			writer.accept(merged.addition());
		}
		this.call.carry(merged);
		return complete ? null : new CarryingCall(this.call, merged, model, this.refusals, body);
	}

	private @Nullable CarryingCall unsuitable() {
		this.call.skip(MissingReason.UNSUITABLE_BODY);
		return null;
	}

	private @Nullable CarryingCall resume(Supplier<@Nullable CarryingCall> step) {
		this.call.resume();
		return this.call.guard(step);
	}

}
