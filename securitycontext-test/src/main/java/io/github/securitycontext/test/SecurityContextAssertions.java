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

package io.github.securitycontext.test;

import java.util.List;

/**
 * Entry point of the assertions on what an {@link AzureOpenAiEndpoint} received. Needs
 * AssertJ.
 */
public final class SecurityContextAssertions {

	private SecurityContextAssertions() {
	}

	/**
	 * Begins assertions on all calls that an endpoint has received so far.
	 * @param endpoint the endpoint
	 * @return the assertions
	 */
	public static ReceivedCallsAssert assertThat(AzureOpenAiEndpoint endpoint) {
		return new ReceivedCallsAssert(endpoint.received(), endpoint.dropped()).as("the calls received");
	}

	/**
	 * Begins assertions on some calls.
	 * @param calls the calls
	 * @return the assertions
	 */
	public static ReceivedCallsAssert assertThat(List<ReceivedCall> calls) {
		return new ReceivedCallsAssert(calls, 0);
	}

	/**
	 * Begins assertions on a call.
	 * @param call the call
	 * @return the assertions
	 */
	public static ReceivedCallAssert assertThat(ReceivedCall call) {
		return new ReceivedCallAssert(call);
	}

}
