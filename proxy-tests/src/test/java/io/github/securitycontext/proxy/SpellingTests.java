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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What proxies make of the lines of a client: the other tests would prove little if they
 * cut off what was forged.
 */
class SpellingTests {

	private static final Visitor IPV4 = new Visitor("127.1.0.7");

	private static final Visitor IPV6 = new Visitor("::1");

	@ParameterizedTest
	@EnumSource
	void eachWritesXForwardedFor(ReverseProxy kind) {
		assertThat(written(kind, ForwardingHeader.X_FORWARDED_FOR, IPV4)).containsExactly("127.1.0.7");
		assertThat(written(kind, ForwardingHeader.X_FORWARDED_FOR, IPV6)).containsExactly("::1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "NGINX | for=127.1.0.7 | for=\"[::1]\"",
					"HAPROXY | proto=http;for=127.1.0.7 | proto=http;for=\"[::1]\"",
					"APACHE_HTTPD | for=127.1.0.7 | for=\"[::1]\"" })
	void eachWritesForwarded(ReverseProxy kind, String ipv4, String ipv6) {
		assertThat(written(kind, ForwardingHeader.FORWARDED, IPV4)).containsExactly(ipv4);
		assertThat(written(kind, ForwardingHeader.FORWARDED, IPV6)).containsExactly(ipv6);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "NGINX | 6.6.6.6, \"x, 127.1.0.7", "HAPROXY | 6.6.6.6, \"x ⏎ 127.1.0.7",
			"APACHE_HTTPD | 6.6.6.6, \"x, 127.1.0.7" })
	void eachAppendsToTheXForwardedForOfAnAttacker(ReverseProxy kind, String expected) {
		assertThat(written(kind, ForwardingHeader.X_FORWARDED_FOR, IPV4, "X-Forwarded-For: 6.6.6.6, \"x"))
			.containsExactly(lines(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "NGINX | for=6.6.6.6;x=\", for=127.1.0.7",
			"HAPROXY | for=6.6.6.6;x=\" ⏎ proto=http;for=127.1.0.7", "APACHE_HTTPD | for=6.6.6.6;x=\", for=127.1.0.7" })
	void eachAppendsToTheForwardedOfAnAttacker(ReverseProxy kind, String expected) {
		assertThat(written(kind, ForwardingHeader.FORWARDED, IPV4, "Forwarded: for=6.6.6.6;x=\""))
			.containsExactly(lines(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "NGINX | 6.6.6.6, 7.7.7.7, 127.1.0.7",
			"HAPROXY | 6.6.6.6 ⏎ 7.7.7.7 ⏎ 127.1.0.7", "APACHE_HTTPD | 6.6.6.6, 7.7.7.7, 127.1.0.7" })
	void eachKeepsTheOrderOfSeveralLines(ReverseProxy kind, String expected) {
		assertThat(written(kind, ForwardingHeader.X_FORWARDED_FOR, IPV4, "X-Forwarded-For: 6.6.6.6",
				"X-Forwarded-For: 7.7.7.7"))
			.containsExactly(lines(expected));
	}

	private static String[] lines(String text) {
		return Stream.of(text.split("⏎")).map(String::strip).toArray(String[]::new);
	}

	private static List<String> written(ReverseProxy kind, ForwardingHeader header, Visitor visitor,
			String... headerLines) {
		try (HeaderRecorder server = new HeaderRecorder();
				ProxyChain chain = new ProxyChain(server.socketAddress(), header)) {
			chain.putInFront(kind, "127.2.0.1", "127.2.0.1", "::1");
			visitor.ask(chain.frontFor(visitor), headerLines);
			return server.linesOf(header);
		}
	}

}
