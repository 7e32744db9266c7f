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

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe.OpenToAll;
import io.github.securitycontext.support.ChatServer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address", behind trusted proxies: read from the request as it arrived,
 * whatever Spring's {@code ForwardedHeaderFilter} and wrappers of the application make of
 * it.
 */
class SourceAddressTests {

	private static ChatServer server;

	private static SourceAddressProbe proxy;

	private static SourceAddressProbe stranger;

	@BeforeAll
	static void start() {
		server = ChatServer.onTomcat(List.of(OpenToAll.class, ForgingFilter.class),
				"server.forward-headers-strategy=framework",
				"securitycontext.source-ip.trusted-proxies=127.0.0.1,::1,10.0.0.0/8",
				"server.max-http-request-header-size=512KB", "server.tomcat.max-http-response-header-size=8KB");
		proxy = SourceAddressProbe.from("127.0.0.1", server);
		stranger = SourceAddressProbe.from("127.0.0.2", server);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void theHeaderOfAPeerThatIsNotTrustedIsIgnored() {
		assertThat(stranger.chat("X-Forwarded-For: 6.6.6.6")).isEqualTo("127.0.0.2");
		assertThat(stranger.chat("X-Forwarded-For: 6.6.6.6, 10.0.0.1", "Forwarded: for=6.6.6.6"))
			.isEqualTo("127.0.0.2");
	}

	@Test
	void aTrustedPeerWithoutTheHeaderIsTheClient() {
		assertThat(proxy.chat()).isEqualTo("127.0.0.1");
		assertThat(proxy.chat("Forwarded: for=6.6.6.6", "X-Real-IP: 6.6.6.6")).isEqualTo("127.0.0.1");
	}

	@Test
	void theIpv6LoopbackAddressIsCanonical() {
		SourceAddressProbe ipv6 = SourceAddressProbe.from("::1", server);
		assertThat(ipv6.chat()).isEqualTo("::1");
		assertThat(ipv6.chat("X-Forwarded-For: 2001:DB8:0:0::1")).isEqualTo("2001:db8::1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "203.0.113.9", "6.6.6.6, 203.0.113.9", "6.6.6.6, 10.9.9.9, 203.0.113.9, 10.0.0.2, ::1",
			"10.0.0.9,203.0.113.9,10.0.0.2", "6.6.6.6,\t203.0.113.9 ,, 10.0.0.2,", "203.0.113.9:4711",
			"\"203.0.113.9\"", "::ffff:203.0.113.9", "[::ffff:cb00:7109]:4711", "for=203.0.113.9", "\", 203.0.113.9",
			"\\, 203.0.113.9", "\u00e4\u00f6, 203.0.113.9" })
	void theNearestHopThatIsNotTrustedIsTheClient(String header) {
		assertThat(proxy.chat("X-Forwarded-For: " + header)).isEqualTo("203.0.113.9");
	}

	@Test
	void theFarthestHopIsTheClientWhereAllAreTrusted() {
		assertThat(proxy.chat("X-Forwarded-For: 10.0.0.4, 10.0.0.3, 127.0.0.1")).isEqualTo("10.0.0.4");
	}

	@Test
	void severalLinesAreOneListInTheirOrder() {
		assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6, 203.0.113.9", "Accept: */*", "x-forwarded-for: 10.0.0.3",
				"X-FORWARDED-FOR:", "X-Forwarded-For: 10.0.0.2"))
			.isEqualTo("203.0.113.9");
	}

	@ParameterizedTest
	@CsvSource({ "unknown, 127.0.0.1", "_hidden, 127.0.0.1", "localhost, 127.0.0.1", "203.0.113.09, 127.0.0.1",
			"0xcb.0.113.9, 127.0.0.1", "203.0.113.256, 127.0.0.1", "'unknown, 10.0.0.3, 10.0.0.2', 10.0.0.3",
			"'203.0.113.9, x, 10.0.0.2', 10.0.0.2", "203.0.113.9\u00a0, 127.0.0.1", "[203.0.113.9, 127.0.0.1" })
	void aMalformedEntryEndsTheWalkAtTheLastTrustedHop(String header, String expected) {
		assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6, " + header)).isEqualTo(expected);
	}

	@Test
	void aHugeHeaderEndsAtTheLastTrustedHop() {
		assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6" + ", 10.0.0.2".repeat(5_000))).isEqualTo("10.0.0.2");
		assertThat(proxy.chat("X-Forwarded-For: 6.6.6.6, " + "9".repeat(60_000))).isEqualTo("127.0.0.1");
		String[] lines = Collections.nCopies(90, "X-Forwarded-For: 6.6.6.6, " + ",".repeat(1_000))
			.toArray(String[]::new);
		assertThat(proxy.chat(lines)).isEqualTo("127.0.0.1");
	}

	@Test
	void whatTheProxyWroteIsFoundBehindAFlood() {
		assertThat(proxy.chat("X-Forwarded-For: " + "6.6.6.6,\"".repeat(6_000) + ", 203.0.113.9"))
			.isEqualTo("203.0.113.9");
	}

	/**
	 * An application whose own filter rewrites what requests say of their origin.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ForgingFilter {

		@Bean
		FilterRegistrationBean<Filter> forgingFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> chain
				.doFilter(new ForgedRequest((HttpServletRequest) request), response));
		}

	}

	static class ForgedRequest extends HttpServletRequestWrapper {

		ForgedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRemoteAddr() {
			return "10.66.66.66";
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equalsIgnoreCase("X-Forwarded-For") ? Collections.enumeration(List.of("6.6.6.6"))
					: super.getHeaders(name);
		}

		@Override
		public String getHeader(String name) {
			return name.equalsIgnoreCase("X-Forwarded-For") ? "6.6.6.6" : super.getHeader(name);
		}

	}

}
