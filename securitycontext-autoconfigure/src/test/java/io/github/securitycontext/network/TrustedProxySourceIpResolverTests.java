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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which hop is the client.
 */
class TrustedProxySourceIpResolverTests {

	private static final String CLIENT = "203.0.113.9";

	private static final IpRanges PROXIES = IpRanges.of(List.of("10.0.0.0/8", "fd00::/8"));

	private static final SourceIpResolver RESOLVER = new TrustedProxySourceIpResolver(PROXIES, "X-Forwarded-For");

	private final Logger logger = (Logger) LoggerFactory.getLogger(TrustedProxySourceIpResolver.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setLevel(Level.WARN);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(null);
	}

	@Test
	void withoutTrustedProxiesItIsTheAddressThatTheApplicationSees() {
		SourceIpResolver trustsNobody = new TrustedProxySourceIpResolver(IpRanges.of(List.of()), "X-Forwarded-For");
		StubInboundRequest request = StubInboundRequest.from("10.0.0.1", "X-Forwarded-For: 6.6.6.6");
		assertThat(trustsNobody.resolve(request)).isEqualTo("10.0.0.1");
		assertThat(trustsNobody.resolve(request.seenAs(CLIENT))).isEqualTo(CLIENT);
	}

	@ParameterizedTest
	@CsvSource({ "203.0.113.9:4711, 203.0.113.9", "[203.0.113.9:4711], 203.0.113.9", "[203.0.113.9:], ",
			"[2001:db8::1]:4711, 2001:db8::1", "[2001:db8::1], 2001:db8::1", "0:0:0:0:0:0:0:1, ::1",
			"fe80::1%2, fe80::1", "::ffff:203.0.113.9, 203.0.113.9", "' 203.0.113.9 ', 203.0.113.9", "unknown, ",
			"localhost, ", "'', ", "203.0.113, ", "203.0.113.9:, " })
	void theAddressThatTheApplicationSeesIsParsedToo(String seen, String expected) {
		SourceIpResolver trustsNobody = new TrustedProxySourceIpResolver(IpRanges.of(List.of()), "X-Forwarded-For");
		assertThat(trustsNobody.resolve(StubInboundRequest.from("192.0.2.1").seenAs(seen))).isEqualTo(expected);
	}

	@Test
	void anUnknownPeerHasNoAddress() {
		assertThat(RESOLVER.resolve(StubInboundRequest.from(null, "X-Forwarded-For: 6.6.6.6"))).isNull();
		assertThat(RESOLVER.resolve(StubInboundRequest.from("unknown", "X-Forwarded-For: 6.6.6.6"))).isNull();
	}

	@Test
	void aPeerThatIsNotTrustedIsTheClient() {
		assertThat(resolve("203.0.113.9", "6.6.6.6")).isEqualTo(CLIENT);
		assertThat(resolve("203.0.113.9", "6.6.6.6, 10.0.0.7")).isEqualTo(CLIENT);
	}

	@Test
	void aPeerIsComparedInItsCanonicalForm() {
		assertThat(resolve("::ffff:10.0.0.1", CLIENT)).isEqualTo(CLIENT);
		assertThat(resolve("FD00:0:0::1%eth0", CLIENT)).isEqualTo(CLIENT);
		assertThat(resolve("10.0.0.1:4711", CLIENT)).isEqualTo(CLIENT);
	}

	@Test
	void whatAnotherComponentMadeOfTheAddressDoesNotCount() {
		StubInboundRequest forged = StubInboundRequest.from("10.0.0.1", "X-Forwarded-For: 6.6.6.6, " + CLIENT)
			.seenAs("6.6.6.6");
		assertThat(RESOLVER.resolve(forged)).isEqualTo(CLIENT);
		assertThat(RESOLVER.resolve(StubInboundRequest.from("203.0.113.9").seenAs("10.0.0.1"))).isEqualTo(CLIENT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "203.0.113.9", "6.6.6.6, 203.0.113.9", "6.6.6.6, 203.0.113.9, 10.0.0.2",
					"6.6.6.6, 10.9.9.9, 203.0.113.9, 10.0.0.2, fd00::1, 10.0.0.3", "10.0.0.9, 203.0.113.9",
					"203.0.113.9, 203.0.113.9", "6.6.6.6 203.0.113.8, 203.0.113.9", "6.6.6.6;203.0.113.8,203.0.113.9" })
	void theNearestHopThatIsNotTrustedIsTheClient(String header) {
		assertThat(resolve("10.0.0.1", header)).isEqualTo(CLIENT);
	}

	@Test
	void theFarthestHopIsTheClientWhereAllAreTrusted() {
		assertThat(resolve("10.0.0.1", "10.0.0.4, 10.0.0.3, fd00::2")).isEqualTo("10.0.0.4");
	}

	@Test
	void aTrustedPeerWithoutTheHeaderIsTheClient() {
		assertThat(RESOLVER.resolve(StubInboundRequest.from("10.0.0.1", "Forwarded: for=6.6.6.6")))
			.isEqualTo("10.0.0.1");
		assertThat(resolve("10.0.0.1", "")).isEqualTo("10.0.0.1");
	}

	@Test
	void aChainHasAnEnd() {
		assertThat(resolve("10.0.0.1", CLIENT + ",10.0.0.2".repeat(63))).isEqualTo(CLIENT);
		assertThat(resolve("10.0.0.1", CLIENT + ",10.0.0.2".repeat(64))).isEqualTo("10.0.0.2");
	}

	@Test
	void severalLinesAreOneList() {
		assertThat(resolve("10.0.0.1", "6.6.6.6", CLIENT)).isEqualTo(CLIENT);
		assertThat(resolve("10.0.0.1", "6.6.6.6, 203.0.113.9", "10.0.0.3", "10.0.0.2, 10.0.0.4")).isEqualTo(CLIENT);
		assertThat(resolve("10.0.0.1", "6.6.6.6, 203.0.113.9", "", " , ")).isEqualTo(CLIENT);
		assertThat(resolve("10.0.0.1", "10.0.0.5", "garbage", "10.0.0.2")).isEqualTo("10.0.0.2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "203.0.113.9,", "203.0.113.9, ,", ",203.0.113.9,,,10.0.0.2,", " \t203.0.113.9\t ",
			"6.6.6.6,\t203.0.113.9\t,\t10.0.0.2", "6.6.6.6,203.0.113.9,10.0.0.2" })
	void emptyElementsAndWhiteSpaceAreSkipped(String header) {
		assertThat(resolve("10.0.0.1", header)).isEqualTo(CLIENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "_hidden", "_SEVKISEK", "garbage", "localhost", "proxy.example.com", "-",
			"null", "203.0.113", "203.0.113.09", "203.0.113.256", "0xcb.0.0x71.9", "3405803785", "203.0.113.9.1",
			"203.0.113.9:", "203.0.113.9:x", "203.0.113.9:123456", "203.0.113.9:80:80", "203.0.113.9/32",
			"203.0.113.9 10.0.0.2", "[203.0.113.9]", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]80",
			"[2001:db8::1]:", "[2001:db8::1]x:80", "[]", "[]:80", "[[2001:db8::1]]", "http://203.0.113.9",
			"\"203.0.113.9", "203.0.113.9\"", "\"\"", "\"", "\"203.0.113.9\"\"", "\"203.0.113.9\" x", "'203.0.113.9'",
			"203.0.113.9\\", "\\203.0.113.9", "2001:db8::g", "203.0.113.9;", "=", "=203.0.113.9", "203.0.113.9:_",
			"203.0.113.9:_a b", "203.0.113.9\u00a0", "\u0662\u0660\u0663.0.113.9", "203.0.113.9:\u0668\u0660" })
	void aMalformedEntryEndsTheWalkAtTheLastTrustedHop(String element) {
		assertThat(resolve("10.0.0.1", "6.6.6.6, " + element)).isEqualTo("10.0.0.1");
		assertThat(resolve("10.0.0.1", "6.6.6.6, " + element + ", 10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
	}

	@Test
	void aSingleValueHeaderIsAListOfOne() {
		SourceIpResolver azure = new TrustedProxySourceIpResolver(PROXIES, "X-Azure-SocketIP");
		assertThat(azure
			.resolve(StubInboundRequest.from("10.0.0.1", "X-Forwarded-For: 6.6.6.6", "x-azure-socketip: 203.0.113.9")))
			.isEqualTo(CLIENT);
		assertThat(azure.resolve(StubInboundRequest.from("10.0.0.1", "X-Azure-SocketIP: 2001:DB8::1")))
			.isEqualTo("2001:db8::1");
		assertThat(azure.resolve(StubInboundRequest.from("203.0.113.9", "X-Azure-SocketIP: 6.6.6.6")))
			.isEqualTo(CLIENT);
	}

	@Test
	void aPrivateAddressOfAForwardedRequestIsReportedOnceAndNotNamed() {
		SourceIpResolver trustsNobody = new TrustedProxySourceIpResolver(IpRanges.of(List.of()), "X-Real-IP");
		for (String peer : List.of("10.77.1.2", "127.0.0.77", "fd77::1", "::1", "192.168.77.1", "172.31.77.1",
				"169.254.77.1", "100.127.77.1", "fe80::77%eth0", "::ffff:10.77.1.2")) {
			trustsNobody.resolve(StubInboundRequest.from(peer, "Forwarded: for=203.0.113.77"));
		}
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).contains("securitycontext.source-ip.trusted-proxies")
				.doesNotContain("77");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Forwarded: for=10.0.0.9", "X-Forwarded-For: 10.0.0.9", "X-Real-IP: 10.0.0.9",
			"X-Azure-SocketIP: 10.0.0.9", "X-My-Client: 10.0.0.9" })
	void everyForwardingHeaderIsASignOfAProxy(String header) {
		new TrustedProxySourceIpResolver(IpRanges.of(List.of()), "X-My-Client")
			.resolve(StubInboundRequest.from("10.0.0.1", header));
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void aPrivateAddressIsNoProblemWithoutAForwardingHeader() {
		// the other one may have warned before
		new TrustedProxySourceIpResolver(PROXIES, "X-Forwarded-For").resolve(StubInboundRequest.from("10.0.0.1"));
		assertThat(this.log.list).isEmpty();
	}

	@Test
	void aPublicAddressIsNoProblem() {
		SourceIpResolver resolver = new TrustedProxySourceIpResolver(PROXIES, "X-Forwarded-For");
		for (String client : List.of("203.0.113.9", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2001:db8::1",
				"fe00::1")) {
			assertThat(resolver.resolve(StubInboundRequest.from("10.0.0.1", "X-Forwarded-For:" + client)))
				.isEqualTo(client);
		}
		assertThat(this.log.list).isEmpty();
	}

	private @Nullable String resolve(String peer, String... lines) {
		StubInboundRequest request = StubInboundRequest.from(peer);
		for (String line : lines) {
			request = request.with("X-Forwarded-For:" + line);
		}
		return RESOLVER.resolve(request);
	}

}
