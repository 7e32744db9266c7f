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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * What clients write into forwarding headers never chooses the address.
 */
class ForgedHeaderTests {

	private static final int ROUNDS = 20_000;

	private static final String CLIENT = "203.0.113.9";

	private static final IpRanges PROXIES = IpRanges.of(List.of("10.0.0.0/8"));

	private static final List<String> FRAGMENTS = List.of("\"", "\\", "\\\"", ",", ";", "=", "for=", "for=\"", "[", "]",
			":", " ", "\t", "6.6.6.6", "10.0.0.7", "unknown", "for=6.6.6.6", "for=\"6.6.6.6\"", "host=\"", ";x=", "%",
			"\u00e4", "\u0000", "2001:db8::6", ",,", "by=10.0.0.1", "\"\"", "a");

	private static final Map<String, SourceIpResolver> RESOLVERS = Map.of("X-Forwarded-For",
			new TrustedProxySourceIpResolver(PROXIES, "X-Forwarded-For"), "Forwarded",
			new TrustedProxySourceIpResolver(PROXIES, "Forwarded"));

	/** As well-behaved proxies write the client, and themselves. */
	private static final List<List<String>> SPELLINGS = List.of(List.of("X-Forwarded-For", "203.0.113.9", "10.0.0.2"),
			List.of("X-Forwarded-For", "203.0.113.9:4711", "10.0.0.2:80"),
			List.of("X-Forwarded-For", "\"203.0.113.9\"", "\"10.0.0.2\""),
			List.of("X-Forwarded-For", "[::ffff:203.0.113.9]:4711", "::ffff:10.0.0.2"),
			List.of("Forwarded", "for=203.0.113.9", "for=10.0.0.2"),
			List.of("Forwarded", "for=\"203.0.113.9:4711\";proto=http", "by=_x;for=\"[::ffff:10.0.0.2]:1\""),
			List.of("Forwarded", "host=\"a,\\\";for=6.6.6.6\";for=203.0.113.9", "for=10.0.0.2;host=\"\\\\\""));

	@ParameterizedTest
	@ValueSource(strings = { "\"", "\\", "\\\"", "\"\\", "for=\"", "for=\"6.6.6.6", "6.6.6.6,\"", "for=6.6.6.6;x=\"",
			"for=6.6.6.6;x=\"\\", "\"6.6.6.6\", \"", ",", ",,,,", "=", ";", "[", "for=6.6.6.6;", "6.6.6.6 " })
	void whatAClientLeavesOpenDoesNotReachTheRight(String forged) {
		for (List<String> spelling : SPELLINGS) {
			assertThat(resolve(spelling, List.of(forged + "," + spelling.get(1)))).isEqualTo(CLIENT);
			assertThat(resolve(spelling, List.of(forged + ", " + spelling.get(1) + ", " + spelling.get(2))))
				.isEqualTo(CLIENT);
			assertThat(resolve(spelling, List.of(forged, spelling.get(1), spelling.get(2)))).isEqualTo(CLIENT);
			assertThat(resolve(spelling, List.of(forged, spelling.get(1) + "," + spelling.get(2)))).isEqualTo(CLIENT);
		}
	}

	@Test
	void noForgedPrefixChangesTheResult() {
		Random random = new Random(7239);
		for (int round = 0; round < ROUNDS; round++) {
			List<String> spelling = SPELLINGS.get(random.nextInt(SPELLINGS.size()));
			List<String> lines = new ArrayList<>();
			for (int i = random.nextInt(3); i > 0; i--) {
				lines.add(forged(random));
			}
			String proxies = spelling.get(1) + (random.nextBoolean() ? "," + spelling.get(2) : "");
			lines.add(random.nextBoolean() ? proxies : forged(random) + "," + proxies);
			if (random.nextBoolean()) {
				lines.add(spelling.get(2));
			}
			assertThat(resolve(spelling, lines)).as(lines.toString()).isEqualTo(CLIENT);
		}
	}

	@Test
	void noHeaderOfASenderThatIsNotTrustedChangesTheResult() {
		Random random = new Random(7240);
		for (int round = 0; round < ROUNDS; round++) {
			String header = random.nextBoolean() ? "Forwarded" : "X-Forwarded-For";
			String forged = forged(random);
			StubInboundRequest request = StubInboundRequest.from(CLIENT, header + ":" + forged).seenAs(forged(random));
			assertThat(resolver(header).resolve(request)).as(forged).isEqualTo(CLIENT);
		}
	}

	/**
	 * A proxy that copies the host name without escaping it lets its client write on the
	 * right, too. Then no entry can be told from a forged one.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "for=6.6.6.6;x=1,host=\"a:\"\";for=\"203.0.113.9:1\"",
			"for=6.6.6.6;x=\",host=\"a:\"\";for=\"203.0.113.9:1\"", "for=6.6.6.6;x=\",for=203.0.113.9;host=\"x",
			"for=6.6.6.6;x=\"\\\",for=203.0.113.9;host=\"x", "for=6.6.6.6;x=y\"\\\",for=203.0.113.9;host=\"x" })
	void anElementWithUnbalancedQuotesIsMalformed(String header) {
		assertThat(resolve(List.of("Forwarded"), List.of(header))).isEqualTo("10.0.0.1");
	}

	@Test
	void aHugeHeaderEndsAtTheLastTrustedHop() {
		for (String name : List.of("X-Forwarded-For", "Forwarded")) {
			String node = name.equals("Forwarded") ? "for=10.0.0." : "10.0.0.";
			String trusted = "," + node + "2";
			List<List<String>> floods = List.of(List.of("6.6.6.6" + (trusted.repeat(10_000))),
					List.of(CLIENT + ",".repeat(60_000) + node + "2"), List.of("x".repeat(60_000)),
					List.of("\"".repeat(60_000)), List.of("\\".repeat(60_000) + "\""), List.of("\\\"".repeat(30_000)),
					List.of("6.6.6.6," + "9".repeat(60_000) + trusted), List.of("6.6.6.6," + " ".repeat(60_000)),
					List.of("for=6.6.6.6;".repeat(5_000)), List.of("6.6.6.6,\"" + ",".repeat(60_000) + "\""),
					Collections.nCopies(100, "10.0.0.2".repeat(20)), Collections.nCopies(10_000, node + "2"),
					Collections.nCopies(10_000, ""), Collections.nCopies(100, "\"".repeat(1_000)));
			for (List<String> flood : floods) {
				StubInboundRequest request = request(name, flood);
				assertTimeout(Duration.ofSeconds(5),
						() -> assertThat(resolver(name).resolve(request)).isIn("10.0.0.1", "10.0.0.2"));
			}
		}
	}

	@Test
	void whatTheProxiesWroteIsFoundBehindAFlood() {
		for (String flood : List.of("6.6.6.6,".repeat(10_000), "\"".repeat(60_000), "\\".repeat(60_001),
				",".repeat(60_000), "x".repeat(60_000))) {
			assertThat(resolve(List.of("X-Forwarded-For"), List.of(flood + "," + CLIENT + ", 10.0.0.2")))
				.isEqualTo(CLIENT);
		}
		List<String> lines = new ArrayList<>(Collections.nCopies(1_000, "6.6.6.6"));
		lines.add(CLIENT);
		assertThat(resolve(List.of("X-Forwarded-For"), lines)).isEqualTo(CLIENT);
	}

	@Test
	void aChainAsLongAsRealOnesIsWalkedToItsEnd() {
		String[] chain = new String[32];
		Arrays.setAll(chain, (i) -> (i == 0) ? CLIENT : "10.0.0." + i);
		assertThat(resolve(List.of("X-Forwarded-For"), List.of(String.join(",", chain)))).isEqualTo(CLIENT);
	}

	private static String forged(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(12); i > 0; i--) {
			text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
		}
		return text.toString();
	}

	private static @Nullable String resolve(List<String> spelling, List<String> lines) {
		String header = spelling.get(0);
		return resolver(header).resolve(request(header, lines));
	}

	private static SourceIpResolver resolver(String header) {
		return Objects.requireNonNull(RESOLVERS.get(header));
	}

	private static StubInboundRequest request(String header, List<String> lines) {
		return StubInboundRequest.from("10.0.0.1",
				lines.stream().map((line) -> header + ":" + line).toArray(String[]::new));
	}

}
