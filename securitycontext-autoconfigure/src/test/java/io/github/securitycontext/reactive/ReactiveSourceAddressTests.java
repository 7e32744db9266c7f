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

package io.github.securitycontext.reactive;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.securitycontext.attribution.SourceAddressProbe;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The source address of reactive requests behind trusted proxies, on every web server and
 * whatever the application does with forwarding headers itself.
 */
@ParameterizedClass
@MethodSource("settings")
@ExtendWith(OutputCaptureExtension.class)
class ReactiveSourceAddressTests {

	private static final String WARNING = "Whoever sends a request can choose the source_ip";

	private static ReactiveChatServer server;

	@Parameter(0)
	WebServer webServer;

	@Parameter(1)
	String strategy;

	static Stream<Arguments> settings() {
		return Arrays.stream(WebServer.values())
			.flatMap((server) -> Stream.of("none", "native", "framework")
				.map((strategy) -> Arguments.of(server, strategy)));
	}

	@BeforeParameterizedClassInvocation
	static void start(WebServer webServer, String strategy) {
		server = ReactiveSecuredServer.start(webServer, List.of(), "server.address=127.0.0.1",
				"server.forward-headers-strategy=" + strategy,
				"securitycontext.source-ip.trusted-proxies=127.0.0.1,203.0.113.66,2001:db8:ffff::/48");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@Test
	void theNearestHopThatIsNotTrustedIsTheClient() {
		assertThat(chat("X-Forwarded-For: 6.6.6.6, 203.0.113.7")).isEqualTo("203.0.113.7");
		assertThat(chat("X-Forwarded-For: 6.6.6.6, 203.0.113.7, 203.0.113.66")).isEqualTo("203.0.113.7");
		assertThat(chat("X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.7, 203.0.113.66"))
			.isEqualTo("203.0.113.7");
		assertThat(chat("X-Forwarded-For: 6.6.6.6, [2001:db8::7]:443, 2001:db8:ffff::1")).isEqualTo("2001:db8::7");
	}

	@Test
	void otherHeadersAreNotBelieved() {
		assertThat(chat("Forwarded: for=6.6.6.6", "X-Real-IP: 6.6.6.6")).isEqualTo("127.0.0.1");
		assertThat(chat("Forwarded: for=6.6.6.6", "X-Forwarded-For: 203.0.113.7")).isEqualTo("203.0.113.7");
		assertThat(chat()).isEqualTo("127.0.0.1");
	}

	@Test
	void aPeerThatIsNotTrustedIsTheClient() {
		assertThat(
				SourceAddressProbe.from("127.0.0.2", server).chat("X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6"))
			.isEqualTo("127.0.0.2");
	}

	@Test
	void clientsWhoCanChooseAreReportedOnlyWithoutTrustedProxies(CapturedOutput output) {
		try (ReactiveChatServer other = ReactiveSecuredServer.start(this.webServer, List.of(),
				"server.forward-headers-strategy=" + this.strategy)) {
			String forwarded = SourceAddressProbe.from("127.0.0.1", other).chat("X-Forwarded-For: 203.0.113.7");
			assertThat(forwarded).isEqualTo(this.strategy.equals("none") ? "127.0.0.1" : "203.0.113.7");
			boolean believesAnybody = this.strategy.equals("framework")
					|| (this.strategy.equals("native") && this.webServer != WebServer.TOMCAT);
			assertThat(output.toString().split(WARNING, -1)).hasSize(believesAnybody ? 2 : 1);
		}
	}

	private static String chat(String... headerLines) {
		return SourceAddressProbe.from("127.0.0.1", server).chat(headerLines);
	}

}
