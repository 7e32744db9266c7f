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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Told what becomes of the contexts of calls. All beans of this type are told.
 */
@FunctionalInterface
public interface CallListener {

	/**
	 * Tells of a call, before it is sent or rejected, on the thread that attaches the
	 * context; and once more if the model then refuses the context. Must not block. What
	 * it throws is logged and changes nothing.
	 * @param report what became of the context
	 */
	void onCall(CallReport report);

	/**
	 * Returns who is told of a single call. Asked where the call is made: whether the
	 * model refuses the context is told on any thread.
	 * @param subscriberContext returns what the subscriber's Reactor context has for a
	 * key, or {@code null} if there is nothing, as always outside of reactive chains
	 * @return the listener, by default this one, or {@code null} if nobody is to be told
	 */
	default @Nullable CallListener forCall(Function<Object, @Nullable Object> subscriberContext) {
		return this;
	}

}
