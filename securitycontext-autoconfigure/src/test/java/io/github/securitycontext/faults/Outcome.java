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

package io.github.securitycontext.faults;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;

/**
 * What a call comes to: for the application, and for the service.
 *
 * @param failure what the application sees, or {@code null} for success
 * @param bodies what the service received
 */
record Outcome(@Nullable String failure, List<String> bodies) {

	/**
	 * Makes a call for Alice.
	 * @param endpoint where the call goes, which has received nothing yet
	 */
	static Outcome of(Runnable call, AzureOpenAiEndpoint endpoint) {
		return of(call, endpoint, (received) -> true);
	}

	/**
	 * Makes a call for Alice while others are made.
	 * @param endpoint where the calls go
	 * @param own which of those that the service received are of this one
	 */
	static Outcome of(Runnable call, AzureOpenAiEndpoint endpoint, Predicate<ReceivedCall> own) {
		Throwable failure = Users.as(Users.ALICE, () -> EveryLibrary.failureOf(call));
		return new Outcome((failure != null) ? describe(failure) : null,
				endpoint.received().stream().filter(own).map(ReceivedCall::text).toList());
	}

	/**
	 * Whether the call met a defect of {@code azure-core-http-netty} on Netty 4.2: with
	 * or without the starter, some repeats of synchronous calls fail.
	 */
	boolean isOfNetty() {
		return this.failure != null && this.failure.contains("channel not registered to an event loop");
	}

	/**
	 * Types and messages of all causes, without the state of connections. The JDK wraps a
	 * failure into its like for who asks again.
	 */
	private static String describe(Throwable failure) {
		StringBuilder description = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (description.indexOf(cause + "\n") < 0) {
				description.append(cause).append('\n');
			}
		}
		return description.toString().replaceAll("L:/127.*", "");
	}

	/**
	 * Returns the same without a context in the bodies.
	 */
	Outcome without(String member) {
		UnaryOperator<String> strip = (
				body) -> body.replace(member + ",", "").replace("," + member, "").replace(member, "");
		return new Outcome(this.failure, this.bodies.stream().map(strip).toList());
	}

}
