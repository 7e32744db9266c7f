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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A call that carries a context, and may be refused for it: a model may not know it. Then
 * the call is to be sent once more as it was, through all that sent it before, as far as
 * the library lets it.
 */
public final class CarryingCall {

	/**
	 * The length of the longest refusal, in bytes: of a longer answer, no more than this
	 * needs to be read.
	 */
	public static final int MAX_REFUSAL_LENGTH = 64 * 1024;

	/**
	 * The HTTP status of a refusal.
	 */
	public static final int REFUSAL_STATUS = 400;

	private final ReportedCall call;

	private final MergedContext merged;

	private final Supplier<@Nullable String> model;

	private final ModelRefusals refusals;

	private final List<ByteBuffer> body;

	/**
	 * Creates a call.
	 * @param model finds the model that the body names, or {@code null} if it names none
	 * @param body the parts of the body, or none if it is not made of bytes
	 */
	CarryingCall(ReportedCall call, MergedContext merged, Supplier<@Nullable String> model, ModelRefusals refusals,
			List<ByteBuffer> body) {
		this.call = call;
		this.merged = merged;
		this.model = model;
		this.refusals = refusals;
		this.body = body;
	}

	/**
	 * Returns the body to send.
	 * @return the parts of the body, or none if it was not given as bytes
	 */
	public List<ByteBuffer> body() {
		return this.body;
	}

	/**
	 * Returns how long the body to send is.
	 * @return the length of all parts, in bytes
	 */
	public long bodyLength() {
		return length(this.body);
	}

	/**
	 * Returns the body to send in one piece.
	 * @return a copy of all parts
	 * @throws ArithmeticException if an array cannot be that long
	 */
	public byte[] joinBody() {
		return join(this.body);
	}

	static byte[] join(List<ByteBuffer> parts) {
		ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(length(parts)));
		for (ByteBuffer part : parts) {
			joined.put(part.duplicate());
		}
		return joined.array();
	}

	private static long length(List<ByteBuffer> parts) {
		long length = 0;
		for (ByteBuffer part : parts) {
			length += part.remaining();
		}
		return length;
	}

	/**
	 * Whether the call could be sent once more, as it was. An object that the caller set
	 * must never be taken away.
	 * @return whether to look at the answer
	 */
	public boolean isRefusable() {
		return !this.merged.callersOwn();
	}

	/**
	 * Whether an answer may be a refusal of the context, so that its body must be looked
	 * into.
	 * @param status the HTTP status of the answer
	 * @return whether to ask {@link #acceptRefusal}
	 */
	public boolean mayBeRefused(int status) {
		return status == REFUSAL_STATUS && isRefusable();
	}

	/**
	 * Takes note of a refusal, if an answer is one.
	 * @param answer the body of an answer which {@linkplain #mayBeRefused may be a
	 * refusal}, JSON or text, of which neither position nor content is changed
	 * @return whether the call is to be sent once more, as it was
	 */
	public boolean acceptRefusal(ByteBuffer answer) {
		return acceptRefusal(() -> Refusal.isIn(answer));
	}

	/**
	 * Takes note of a refusal, if an error is one.
	 * @param code the code of an error with a status that {@linkplain #mayBeRefused may
	 * be that of a refusal}, if there is one
	 * @param message the message of the error, if there is one
	 * @param parameter the member of the body that the error is about, if it says so
	 * @return whether the call is to be sent once more, as it was
	 */
	public boolean acceptRefusal(@Nullable String code, @Nullable String message, @Nullable String parameter) {
		return acceptRefusal(() -> Refusal.isIn(code, message, parameter));
	}

	private boolean acceptRefusal(BooleanSupplier refusal) {
		try {
			return refusal.getAsBoolean() && noteRefusal();
		}
		catch (Throwable ex) {
			warnOfAnswer(ex);
			return false;
		}
	}

	private boolean noteRefusal() {
		boolean repeatable = this.refusals.mayBeMetWithARepeat(this.call.client());
		if (repeatable) {
			this.call.goWithout();
		}
		else {
			this.refusals.warnOfFailingCalls(model());
			this.call.failAtModel();
		}
		return repeatable;
	}

	/**
	 * Tells that the call was sent once more, as it was, and answered. The model is
	 * remembered if the context was the only reason for its refusal.
	 * @param status the HTTP status of the answer
	 */
	public void repeatAnswered(int status) {
		try {
			if (status != REFUSAL_STATUS) {
				this.refusals.remember(model());
			}
		}
		catch (Throwable ex) {
			warnOfAnswer(ex);
		}
	}

	/**
	 * Tells the operator that an answer could not be looked into, which the application
	 * gets as it is.
	 * @param failure what failed
	 */
	public void warnOfAnswer(Throwable failure) {
		this.refusals.warnOfAnswer(failure);
	}

	private CalledModel model() {
		return CalledModel.of(this.call.request(), this.model);
	}

}
