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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.log.OneTimeLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners and the log what becomes of calls. Never throws.
 */
final class CallReporter {

	private static final Log logger = LogFactory.getLog(UserSecurityContextAttacher.class);

	private final OneTimeLog problems = new OneTimeLog(UserSecurityContextAttacher.class);

	private final Supplier<List<CallListener>> listeners;

	CallReporter(Supplier<List<CallListener>> listeners) {
		this.listeners = listeners;
	}

	/**
	 * Returns who is told of a call that the running thread makes.
	 * @param subscriberContext reads the subscriber's Reactor context
	 */
	List<CallListener> listenersOfCall(Function<Object, @Nullable Object> subscriberContext) {
		List<CallListener> ofCall = new ArrayList<>();
		try {
			for (CallListener listener : this.listeners.get()) {
				addIfListening(listener, subscriberContext, ofCall);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
		return ofCall;
	}

	private void addIfListening(CallListener listener, Function<Object, @Nullable Object> subscriberContext,
			List<CallListener> ofCall) {
		try {
			CallListener listenerOfCall = listener.forCall(subscriberContext);
			if (listenerOfCall != null) {
				ofCall.add(listenerOfCall);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Whether anybody is told of a call.
	 */
	boolean isHeard(List<CallListener> listeners) {
		return !listeners.isEmpty() || logger.isDebugEnabled();
	}

	/**
	 * Reports a call.
	 * @param context what is added to it, or {@code null} if nothing is
	 */
	void report(OutgoingRequest request, CallReport report, @Nullable UserSecurityContext context,
			List<CallListener> listeners) {
		try {
			if (logger.isDebugEnabled()) {
				logger.debug("Call to " + request.host() + request.path() + ": " + report + ", "
						+ ((context != null) ? context : "no context"));
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
		for (CallListener listener : listeners) {
			try {
				listener.onCall(report);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	/**
	 * Takes errors, too: the call must not depend on who watches it.
	 */
	private void failed(Throwable failure) {
		this.problems.warn("A listener of AI calls failed", failure);
	}

	void warn(String problem) {
		this.problems.warn(problem);
	}

	/**
	 * Warns of something that failed.
	 * @param consequence what that means for a call
	 */
	void warn(String consequence, Throwable failure) {
		this.problems.warn(consequence, failure);
	}

}
