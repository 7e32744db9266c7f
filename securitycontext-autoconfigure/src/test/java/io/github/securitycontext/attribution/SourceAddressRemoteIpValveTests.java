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
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address", where Tomcat's {@code RemoteIpValve} consumes what private
 * networks wrote.
 */
class SourceAddressRemoteIpValveTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onTomcat(List.of(OpenToAll.class),
			"server.forward-headers-strategy=native",
			"securitycontext.source-ip.trusted-proxies=127.0.0.1,10.0.0.0/8,198.51.100.0/24");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "203.0.113.9 | 203.0.113.9", "6.6.6.6, 203.0.113.9 | 203.0.113.9",
					"6.6.6.6, 203.0.113.9, 10.0.0.3, 10.0.0.2 | 203.0.113.9",
					"6.6.6.6, 203.0.113.9, 198.51.100.7, 10.0.0.2 | 203.0.113.9",
					"6.6.6.6, 203.0.113.9, 10.0.0.3, 198.51.100.7 | 203.0.113.9",
					"6.6.6.6, 203.0.113.9:4711, 198.51.100.7:80, 10.0.0.2:80 | 203.0.113.9",
					"6.6.6.6, [2001:db8::1]:80, 10.0.0.2 | 2001:db8::1", "6.6.6.6, 203.0.113.9, , | 203.0.113.9",
					"6.6.6.6, 203.0.113.9,, 198.51.100.7,, 10.0.0.2 | 203.0.113.9", "10.0.0.4, 10.0.0.3 | 10.0.0.4",
					"198.51.100.9, 198.51.100.8, 10.0.0.3 | 198.51.100.9", "6.6.6.6, unknown | 127.0.0.1",
					"6.6.6.6, garbage, 198.51.100.7, 10.0.0.2 | 198.51.100.7", "6.6.6.6, 127.0.0.1 | 6.6.6.6",
					"6.6.6.6, \", 203.0.113.9 | 203.0.113.9" })
	void theWalkContinuesFromTheAddressThatTheValveSet(String header, String expected) {
		assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: " + header)).isEqualTo(expected);
	}

	@Test
	void severalLinesAreOneList() {
		SourceAddressProbe probe = SourceAddressProbe.from("127.0.0.1", server);
		assertThat(probe.chat("X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9, 198.51.100.7",
				"X-Forwarded-For: 10.0.0.2"))
			.isEqualTo("203.0.113.9");
		assertThat(probe.chat()).isEqualTo("127.0.0.1");
	}

	@Test
	void aPeerThatOnlyTheValveTrustsIsTheClient() {
		SourceAddressProbe stranger = SourceAddressProbe.from("127.0.0.2", server);
		assertThat(stranger.chat("X-Forwarded-For: 6.6.6.6")).isEqualTo("127.0.0.2");
		assertThat(stranger.chat("X-Forwarded-For: 6.6.6.6, 10.0.0.2")).isEqualTo("127.0.0.2");
	}

	@Test
	void withoutTrustedProxiesTheAddressOfTheValveMayHaveAPort() {
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class),
				"server.forward-headers-strategy=native")) {
			SourceAddressProbe proxy = SourceAddressProbe.from("127.0.0.1", other);
			assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6, 203.0.113.9:4711")).isEqualTo("203.0.113.9");
			assertThat(proxy.chat("X-Forwarded-For: [2001:DB8::1]:4711")).isEqualTo("2001:db8::1");
			assertThat(proxy.chat("X-Forwarded-For: unknown")).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "internal-proxies=.*", "trusted-proxies=.*", "internal-proxies=0.0.0.0/0,::/0",
			"internal-proxies=\\d+\\.\\d+\\.\\d+\\.\\d+" })
	void neitherWhatAValveThatTrustsAnybodyFoundNorWhatItLeftIsBelieved(String property) {
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class), "server.forward-headers-strategy=native",
				"server.tomcat.remoteip." + property, "securitycontext.source-ip.trusted-proxies=127.0.0.1")) {
			SourceAddressProbe proxy = SourceAddressProbe.from("127.0.0.1", other);
			for (String header : List.of("6.6.6.6", "6.6.6.6, 203.0.113.9", "6.6.6.6, x", "6.6.6.6, x, 203.0.113.9",
					"6.6.6.6, 2001:db8::7", "6.6.6.6, 203.0.113.9:4711")) {
				assertThat(proxy.chat("X-Forwarded-For: " + header)).as(header).isEqualTo("127.0.0.1");
			}
		}
	}

	@Test
	void aValveWithACarelessPatternOfPrivateNetworksIsOfUse() {
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class), "server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127\\..*|10\\..*|192\\..*",
				"securitycontext.source-ip.trusted-proxies=127.0.0.1")) {
			assertThat(SourceAddressProbe.from("127.0.0.1", other).chat("X-Forwarded-For: 6.6.6.6, 203.0.113.9"))
				.isEqualTo("203.0.113.9");
		}
	}

	@Test
	void anotherHeaderIsWalkedFromTheRealPeer() {
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class), "server.forward-headers-strategy=native",
				"securitycontext.source-ip.trusted-proxies=127.0.0.1",
				"securitycontext.source-ip.header=X-Azure-SocketIP")) {
			SourceAddressProbe proxy = SourceAddressProbe.from("127.0.0.1", other);
			assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6", "X-Azure-SocketIP: 203.0.113.9"))
				.isEqualTo("203.0.113.9");
			assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6")).isEqualTo("127.0.0.1");
			assertThat(SourceAddressProbe.from("127.0.0.2", other)
				.chat("X-Forwarded-For: 127.0.0.1", "X-Azure-SocketIP: 6.6.6.6")).isEqualTo("127.0.0.2");
		}
	}

	@Test
	void aValveOfTheApplicationConsumesItsOwnHeader() {
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class, OwnValve.class),
				"securitycontext.source-ip.trusted-proxies=127.0.0.1,198.51.100.0/24")) {
			SourceAddressProbe proxy = SourceAddressProbe.from("127.0.0.1", other);
			assertThat(proxy.chat("X-My-Client: 6.6.6.6", "X-Forwarded-For: 203.0.113.9")).isEqualTo("203.0.113.9");
			assertThat(proxy.chat("X-My-Client: 6.6.6.6")).isEqualTo("127.0.0.1");
		}
		try (ChatServer other = ChatServer.onTomcat(List.of(OpenToAll.class, OwnValve.class),
				"securitycontext.source-ip.trusted-proxies=127.0.0.1,198.51.100.0/24",
				"securitycontext.source-ip.header=X-My-Client")) {
			SourceAddressProbe proxy = SourceAddressProbe.from("127.0.0.1", other);
			assertThat(proxy.chat("X-My-Client: 6.6.6.6, 203.0.113.9, 198.51.100.7", "X-Forwarded-For: 6.6.6.6"))
				.isEqualTo("203.0.113.9");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnValve {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> ownValve() {
			RemoteIpValve valve = new RemoteIpValve();
			valve.setRemoteIpHeader("X-My-Client");
			return (factory) -> factory.addContextValves(valve);
		}

	}

}
