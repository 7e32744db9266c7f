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

import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe.OpenToAll;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address" on Jetty, whose {@code ForwardedRequestCustomizer} believes the
 * left-most entry of any sender, and with the header of RFC 7239.
 */
class SourceAddressJettyTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onJetty(List.of(OpenToAll.class),
			"server.forward-headers-strategy=native",
			"securitycontext.source-ip.trusted-proxies=127.0.0.1,::1,10.0.0.0/8",
			"securitycontext.source-ip.header=forwarded");

	@Test
	void thePeerIsTheOtherEndOfTheConnection() {
		for (String header : List.of("Forwarded: for=6.6.6.6", "Forwarded: for=127.0.0.1", "X-Forwarded-For: 6.6.6.6",
				"X-Forwarded-For: 127.0.0.1")) {
			assertThat(SourceAddressProbe.from("127.0.0.2", server).chat(header)).isEqualTo("127.0.0.2");
		}
		assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: 6.6.6.6"))
			.isEqualTo("127.0.0.1");
		assertThat(SourceAddressProbe.from("::1", server).chat()).isEqualTo("::1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "for=203.0.113.9 | 203.0.113.9", "for=6.6.6.6, for=203.0.113.9 | 203.0.113.9",
					"for=6.6.6.6, For=\"203.0.113.9:4711\";proto=http, by=_x;FOR=10.0.0.2 | 203.0.113.9",
					"for=6.6.6.6, for=\"[2001:DB8:0::17]:4711\" | 2001:db8::17",
					"for=6.6.6.6;x=\",\\\",\", for=203.0.113.9 | 203.0.113.9",
					"for=6.6.6.6, for=\"203.0.113.9\";x=\"a,b\" | 203.0.113.9",
					"for=6.6.6.6, for=unknown, for=10.0.0.2 | 10.0.0.2", "for=6.6.6.6, for=_hidden | 127.0.0.1",
					"for=6.6.6.6;for=203.0.113.9 | 127.0.0.1", "for=10.0.0.3, for=10.0.0.2 | 10.0.0.3" })
	void theNearestHopThatIsNotTrustedIsTheClient(String header, String expected) {
		assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("Forwarded: " + header)).isEqualTo(expected);
	}

	@Test
	void severalLinesAreOneList() {
		assertThat(SourceAddressProbe.from("127.0.0.1", server)
			.chat("Forwarded: for=6.6.6.6", "Forwarded: for=203.0.113.9", "Forwarded: for=10.0.0.2"))
			.isEqualTo("203.0.113.9");
	}

}
