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

package io.github.securitycontext.attribution;

import java.net.http.HttpClient;
import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe.OpenToAll;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address" on Undertow, whose {@code ProxyPeerAddressHandler} believes the
 * left-most entry of any sender.
 */
class SourceAddressUndertowTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onUndertow(List.of(OpenToAll.class),
			"server.forward-headers-strategy=native",
			"securitycontext.source-ip.trusted-proxies=127.0.0.1,::1,10.0.0.0/8");

	@ParameterizedTest
	@ValueSource(strings = { "6.6.6.6", "127.0.0.1", "::1", "10.0.0.1", "6.6.6.6, 10.0.0.1", "10.0.0.1, 6.6.6.6",
			"localhost", "unknown" })
	void thePeerIsTheOtherEndOfTheConnection(String forged) {
		assertThat(SourceAddressProbe.from("127.0.0.2", server).chat("X-Forwarded-For: " + forged))
			.isEqualTo("127.0.0.2");
	}

	@Test
	void aTrustedPeerWithoutTheHeaderIsTheClient() {
		assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("Forwarded: for=6.6.6.6")).isEqualTo("127.0.0.1");
		assertThat(SourceAddressProbe.from("::1", server).chat()).isEqualTo("::1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "203.0.113.9 | 203.0.113.9", "6.6.6.6, 203.0.113.9 | 203.0.113.9",
					"6.6.6.6, 203.0.113.9:4711, 10.0.0.2 | 203.0.113.9", "6.6.6.6, [2001:DB8::1]:80 | 2001:db8::1",
					"6.6.6.6, unknown, 10.0.0.2 | 10.0.0.2", "10.0.0.3, 10.0.0.2 | 10.0.0.3" })
	void theNearestHopThatIsNotTrustedIsTheClient(String header, String expected) {
		assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: " + header)).isEqualTo(expected);
	}

	@Test
	void severalLinesAreOneList() {
		assertThat(SourceAddressProbe.from("127.0.0.1", server)
			.chat("X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 10.0.0.2"))
			.isEqualTo("203.0.113.9");
	}

	@Test
	void thePeerOfAnHttp2StreamIsThatOfItsConnection() {
		try (ChatServer other = ChatServer.onUndertow(List.of(OpenToAll.class),
				"server.forward-headers-strategy=native", "securitycontext.source-ip.trusted-proxies=10.0.0.0/8")) {
			// the first request upgrades the connection
			for (int i = 0; i < 2; i++) {
				assertThat(other.chat("X-Forwarded-For", "10.0.0.1")).endsWith("\"source_ip\":\"127.0.0.1\"}");
			}
			assertThat(other.get("/chat").version()).isEqualTo(HttpClient.Version.HTTP_2);
		}
	}

	@Test
	void withoutTrustedProxiesItIsTheAddressThatUndertowBelieves() {
		try (ChatServer other = ChatServer.onUndertow(List.of(OpenToAll.class),
				"server.forward-headers-strategy=native")) {
			assertThat(SourceAddressProbe.from("127.0.0.1", other).chat("X-Forwarded-For: 203.0.113.9, 10.0.0.2"))
				.isEqualTo("203.0.113.9");
		}
	}

	@Test
	void withoutForwardingItIsThePeer() {
		try (ChatServer other = ChatServer.onUndertow(List.of(OpenToAll.class))) {
			assertThat(SourceAddressProbe.from("127.0.0.2", other).chat("X-Forwarded-For: 6.6.6.6"))
				.isEqualTo("127.0.0.2");
		}
	}

}
