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

package io.github.securitycontext.fuzz;

/**
 * Forwarding headers in which a client wrote first.
 */
final class ForwardingTarget {

	private static final int PROXIES = 2;

	private ForwardingTarget() {
	}

	/**
	 * Fails if a client can choose its address, whatever its proxies are.
	 */
	static void check(String forged) {
		for (ForwardedRequest.Syntax syntax : ForwardedRequest.Syntax.values()) {
			for (String client : ForwardedRequest.CLIENTS) {
				ForwardedRequest.of(syntax, forged, true, client, PROXIES).check();
				ForwardedRequest.of(syntax, forged, false, client, PROXIES).check();
			}
		}
	}

}
