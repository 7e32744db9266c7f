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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Forwarding headers in which a client wrote what comes close to what proxies write.
 */
class ForwardingPropertyTests {

	@Property
	void aClientNeverChoosesItsAddress(@ForAll ForwardedRequest.Syntax syntax, @ForAll("forged") String forged,
			@ForAll boolean sameLine, @ForAll("clients") String client, @ForAll @IntRange(max = 3) int proxies) {
		ForwardedRequest.of(syntax, forged, sameLine, client, proxies).check();
	}

	@Provide
	Arbitrary<String> forged() {
		return Arbitraries
			.of("for=", "6.6.6.6", "10.0.0.1", "fd00::1", "[", "]", "\"", "\\", "\\\"", ";", ",", "=", ":80", " ", "\t",
					"unknown", "_hidden", "by=", "proto=https", "%eth0", "\u00FC", "\u2028", "\0", "\n")
			.list()
			.ofMaxSize(24)
			.map((parts) -> String.join("", parts));
	}

	@Provide
	Arbitrary<String> clients() {
		return Arbitraries.of(ForwardedRequest.CLIENTS);
	}

}
