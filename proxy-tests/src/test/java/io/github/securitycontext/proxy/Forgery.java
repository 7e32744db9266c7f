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

package io.github.securitycontext.proxy;

import java.net.InetSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What attackers write, to be taken for somebody else or to make the application read
 * past what a proxy wrote.
 */
final class Forgery {

	private static final String[] LINES = { "X-Forwarded-For: 6.6.6.6",
			"X-Forwarded-For: 6.6.6.6, 127.2.0.1, 127.3.0.1", "X-Forwarded-For: 6.6.6.6, ::1",
			"x-forwarded-for: 127.2.0.1", "X-Forwarded-For: \"6.6.6.6",
			"X-Forwarded-For: 6.6.6.6, [::1]:80, unknown, ,", "X-Forwarded-For: 6.6.6.6," + " 127.2.0.1,".repeat(100),
			"Forwarded: for=6.6.6.6", "Forwarded: for=6.6.6.6, for=127.2.0.1;by=127.3.0.1",
			"Forwarded: for=\"[::1]:80\";proto=http", "Forwarded: for=6.6.6.6;x=\"", "Forwarded: for=\"6.6.6.6",
			"Forwarded: for=6.6.6.6, for=_hidden, for=unknown,", "X-Real-IP: 6.6.6.6", "X-Client-IP: 6.6.6.6",
			"X-Azure-SocketIP: 6.6.6.6", "True-Client-IP: 6.6.6.6" };

	private Forgery() {
	}

	/**
	 * Asserts that a visitor is known by an address, without any such lines, with each of
	 * them, and with all of them.
	 */
	static void assertFutile(Sample sample, Visitor visitor, InetSocketAddress server, String expected) {
		assertThat(sample.sourceIpOf(visitor, server)).isEqualTo(expected);
		for (String line : LINES) {
			assertThat(sample.sourceIpOf(visitor, server, line)).as(line).isEqualTo(expected);
		}
		assertThat(sample.sourceIpOf(visitor, server, LINES)).isEqualTo(expected);
	}

}
