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

package io.github.securitycontext.network;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The syntax of RFC 7239, and what proxies make of it.
 */
class ForwardedHeaderTests {

	private static final IpRanges PROXIES = IpRanges.of(List.of("10.0.0.0/8"));

	private static final SourceIpResolver RESOLVER = new TrustedProxySourceIpResolver(PROXIES, "Forwarded");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = { "for=203.0.113.9 | 203.0.113.9",
			"For=203.0.113.9 | 203.0.113.9", "FOR=203.0.113.9 | 203.0.113.9", "for=\"203.0.113.9\" | 203.0.113.9",
			"for=\"203.0.113.9:4711\" | 203.0.113.9", "for=203.0.113.9:4711 | 203.0.113.9",
			"for=\"203.0.113.9:_port\" | 203.0.113.9", "for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe::17",
			"for=\"[2001:DB8:cafe::17]:4711\" | 2001:db8:cafe::17", "for=[2001:db8::1]:80 | 2001:db8::1",
			"for=2001:db8::1 | 2001:db8::1", "for=\"2001:db8::1\" | 2001:db8::1",
			"for=\"[::ffff:203.0.113.9]\" | 203.0.113.9", "for=\"[fe80::1%25eth0]\" | fe80::1",
			"for=\"2\\03.0.113\\.9\" | 203.0.113.9", "for=\"\\[2001:db8::1\\]\" | 2001:db8::1",
			"by=10.0.0.1;for=203.0.113.9 | 203.0.113.9", "for=203.0.113.9;by=10.0.0.1;proto=http | 203.0.113.9",
			"proto=https;host=\"a.example:443\";for=203.0.113.9;by=_x | 203.0.113.9",
			"host=a.example:8080;for=203.0.113.9 | 203.0.113.9", "host=\"a;for=6.6.6.6\";for=203.0.113.9 | 203.0.113.9",
			"host=\"a,for=6.6.6.6\";for=203.0.113.9 | 203.0.113.9",
			"host=\"a\\\",for=6.6.6.6;\";for=203.0.113.9 | 203.0.113.9", "host=\"a\\\\\";for=203.0.113.9 | 203.0.113.9",
			"for=203.0.113.9;host=\"\" | 203.0.113.9", "for=203.0.113.9; proto=http ; by=_x | 203.0.113.9",
			"for=203.0.113.9; | 203.0.113.9", ";for=203.0.113.9 | 203.0.113.9", "203.0.113.9 | 203.0.113.9",
			"\"[2001:db8::1]:80\" | 2001:db8::1" })
	void everySpellingOfAHopIsRead(String element, String expected) {
		assertThat(resolve(element)).isEqualTo(expected);
		assertThat(resolve("for=6.6.6.6," + element)).isEqualTo(expected);
		assertThat(resolve("for=6.6.6.6 ,\t" + element + " , for=10.0.0.2")).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=unknown", "for=_hidden", "for=\"_hidden:80\"", "for=", "for=\"\"", "for", "for=;",
			"proto=http", "by=203.0.113.9", "xfor=203.0.113.9", "for=203.0.113.9;for=203.0.113.9",
			"for=203.0.113.9;proto=http;FOR=6.6.6.6", "for=\"203.0.113.9", "for=203.0.113.9\"", "for=\"203.0.113.9\\",
			"for=\"203.0.113.9\\\"", "for=\"203.0.113.9\"x", "for=x\"203.0.113.9\"", "for=\"[203.0.113.9]\"",
			"for=\"[2001:db8::1]\":80", "for=\"for=203.0.113.9\"", "\"for=203.0.113.9\"", "for=for=203.0.113.9",
			"for=203.0.113.9:_", "for=\"203.0.113.9:_a b\"", "for=203.0.113.9;host=\"x", "for=203.0.113.9;host=x\"",
			"for=203.0.113.9;host=\"x\"y", "for=203.0.113.9;garbage", "for=203.0.113.9;=x", "for=203.0.113.9;\"x=y",
			"\\\"203.0.113.9\"", "for=example.com" })
	void aHopThatIsNoAddressEndsTheWalk(String element) {
		assertThat(resolve(element)).isEqualTo("10.0.0.1");
		assertThat(resolve("for=6.6.6.6," + element)).isEqualTo("10.0.0.1");
		assertThat(resolve("for=6.6.6.6," + element + ",for=10.0.0.3,for=10.0.0.2")).isEqualTo("10.0.0.3");
	}

	@Test
	void severalLinesAndElementsAreOneList() {
		assertThat(resolve("for=6.6.6.6, for=203.0.113.9", "for=10.0.0.3;proto=http", ",", "for=\"10.0.0.2:80\""))
			.isEqualTo("203.0.113.9");
	}

	@Test
	void anElementOfSeveralHopsIsNoElement() {
		assertThat(resolve("for=203.0.113.9 for=10.0.0.2")).isEqualTo("10.0.0.1");
	}

	private @Nullable String resolve(String... lines) {
		StubInboundRequest request = StubInboundRequest.from("10.0.0.1");
		for (String line : lines) {
			request = request.with("Forwarded:" + line);
		}
		return RESOLVER.resolve(request);
	}

}
