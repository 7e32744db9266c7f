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

package io.github.securitycontext.openai;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.openai.core.JsonObject;
import com.openai.core.JsonString;
import com.openai.core.JsonValue;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.errors.OpenAIServiceException;
import io.github.securitycontext.attach.CarryingCall;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method whose model may refuse the context. Then the method is called once
 * more, with the caller's own arguments.
 */
final class RefusableCall {

	private static final int OK = 200;

	private final CarryingCall call;

	private final KeptAnswers answers;

	private final Invocation repeat;

	/**
	 * Creates a call.
	 * @param call the call, which carries a context that may be refused
	 * @param answers where the answer may be kept
	 * @param repeat calls the method as its caller did
	 */
	RefusableCall(CarryingCall call, KeptAnswers answers, Invocation repeat) {
		this.call = call;
		this.answers = answers;
		this.repeat = repeat;
	}

	/**
	 * Calls the method.
	 * @param carrying calls it with the context
	 * @return what the method returned, or stands in for it while the answer is not there
	 */
	@Nullable Object send(Invocation carrying) throws Throwable {
		Object result;
		try {
			result = carrying.proceed();
		}
		catch (OpenAIServiceException ex) {
			if (!acceptRefusal(ex)) {
				throw ex;
			}
			return repeatAndTell();
		}
		return (result != null) ? standInFor(result) : null;
	}

	private Object standInFor(Object result) {
		try {
			if (result instanceof CompletableFuture<?> future) {
				return RepeatingFuture.of(future, this);
			}
			return (result instanceof AsyncStreamResponse<?> stream) ? RepeatingStream.of(stream, this) : result;
		}
		catch (Throwable ex) {
			// an error, too: a class of the application may not do as the library does
			this.call.warnOfAnswer(ex);
			return result;
		}
	}

	private @Nullable Object repeatAndTell() throws Throwable {
		Object result;
		try {
			result = repeat();
		}
		catch (Throwable ex) {
			repeatEnded(ex);
			throw ex;
		}
		repeatEnded(null);
		return result;
	}

	/**
	 * Calls the method as its caller did.
	 */
	@Nullable Object repeat() throws Throwable {
		return this.repeat.proceed();
	}

	/**
	 * Takes note of a refusal of the context, if the call failed for that. To be called
	 * once for a failure.
	 * @param failure what the call failed with, as futures show it
	 * @return whether it is to be repeated
	 */
	boolean acceptRefusal(Throwable failure) {
		try {
			return unwrap(failure) instanceof OpenAIServiceException error && this.call.mayBeRefused(error.statusCode())
					&& acceptAnswer(error);
		}
		catch (Throwable ex) {
			// an error, too: the caller waits for what the call failed with
			this.call.warnOfAnswer(ex);
			return false;
		}
	}

	private boolean acceptAnswer(OpenAIServiceException error) {
		ByteBuffer body = this.answers.take(error.headers());
		if (body != null) {
			return this.call.acceptRefusal(body);
		}
		JsonValue json = error.body();
		if (json instanceof JsonObject object) {
			return this.call.acceptRefusal(text(object, "code"), text(object, "message"), text(object, "param"));
		}
		return json instanceof JsonString string && this.call.acceptRefusal(null, string.value(), null);
	}

	private static @Nullable String text(JsonObject object, String name) {
		Map<String, JsonValue> members = object.values();
		return (members.get(name) instanceof JsonString string) ? string.value() : null;
	}

	/**
	 * Tells how the repeat ended.
	 * @param failure what it failed with, or {@code null}
	 */
	void repeatEnded(@Nullable Throwable failure) {
		if (failure == null) {
			this.call.repeatAnswered(OK);
		}
		else if (unwrap(failure) instanceof OpenAIServiceException error) {
			this.call.repeatAnswered(error.statusCode());
		}
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? unwrap(cause) : failure;
	}

	/**
	 * Calls a method.
	 */
	@FunctionalInterface
	interface Invocation {

		@Nullable Object proceed() throws Throwable;

	}

}
