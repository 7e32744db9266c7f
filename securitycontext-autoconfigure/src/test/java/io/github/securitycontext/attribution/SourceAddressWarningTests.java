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
import io.github.securitycontext.network.IpRanges;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.network.TrustedProxySourceIpResolver;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * "The source address": one warning at start-up if clients can choose it, and none where
 * the application decides, by one resolver.
 */
@ExtendWith(OutputCaptureExtension.class)
@SameOnAnyJdk
class SourceAddressWarningTests {

	private static final String FIX = "securitycontext.source-ip.trusted-proxies";

	@Test
	void springsForwardedHeaderFilterIsReported(CapturedOutput output) {
		try (ChatServer server = ChatServer.onTomcat(List.of(OpenToAll.class),
				"server.forward-headers-strategy=framework", "spring.main.lazy-initialization=true")) {
			assertThat(output.toString().split(FIX, -1)).hasSize(2);
			assertThat(output).contains("WARN");
			assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: 6.6.6.6, 203.0.113.9"))
				.isEqualTo("6.6.6.6");
			assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: 203.0.113.9:4711"))
				.isEqualTo("203.0.113.9");
			assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: [2001:db8::1]:4711"))
				.isEqualTo("2001:db8::1");
		}
	}

	@Test
	void aFilterOfTheApplicationIsReported(CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class, OwnForwardedHeaderFilter.class)).close();
		assertThat(output.toString().split(FIX, -1)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=native", "server.forwardHeadersStrategy=NATIVE",
			"spring.main.cloud-platform=kubernetes", "server.forward-headers-strategy=framework" })
	void forwardingInJettyIsReported(String property, CapturedOutput output) {
		ChatServer.onJetty(List.of(OpenToAll.class), property).close();
		assertThat(output.toString().split(FIX, -1)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=native", "spring.main.cloud-platform=kubernetes" })
	void forwardingInUndertowIsReported(String property, CapturedOutput output) {
		ChatServer.onUndertow(List.of(OpenToAll.class), property).close();
		assertThat(output.toString().split(FIX, -1)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=native", "spring.main.cloud-platform=heroku",
			"server.forward-headers-strategy=none" })
	void forwardingInTomcatIsNotReported(String property, CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class), property).close();
		assertThat(output).doesNotContain(FIX);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=native",
			"server.tomcat.remoteip.remote-ip-header=X-Forwarded-For" })
	void forwardingInATomcatThatTrustsAnybodyIsReported(String property, CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class), property, "server.tomcat.remoteip.internal-proxies=.*").close();
		assertThat(output.toString().split(FIX, -1)).hasSize(2);
	}

	@Test
	void aTomcatThatTrustsAnybodyButDoesNotForwardIsNotReported(CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class), "server.tomcat.remoteip.internal-proxies=.*").close();
		assertThat(output).doesNotContain(FIX);
	}

	@Test
	void jettyWithoutForwardingIsNotReported(CapturedOutput output) {
		ChatServer
			.onJetty(List.of(OpenToAll.class), "server.forward-headers-strategy=none",
					"spring.main.cloud-platform=kubernetes")
			.close();
		assertThat(output).doesNotContain(FIX);
	}

	@Test
	void undertowWithoutForwardingIsNotReported(CapturedOutput output) {
		ChatServer
			.onUndertow(List.of(OpenToAll.class), "server.forward-headers-strategy=none",
					"spring.main.cloud-platform=kubernetes")
			.close();
		assertThat(output).doesNotContain(FIX);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0/0", "10.0.0.0/8,::/0", "::ffff:0:0/96" })
	void trustInEveryAddressIsReported(String proxies, CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class), "securitycontext.source-ip.trusted-proxies=" + proxies).close();
		assertThat(output).containsOnlyOnce("trusted-proxies trusts every address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "securitycontext.source-ip.trusted-proxies=10.0.0.0/8",
			"securitycontext.source-ip.enabled=false", "securitycontext.enabled=false" })
	void nothingIsReportedWhereClientsCannotChoose(String property, CapturedOutput output) {
		ChatServer.onTomcat(List.of(OpenToAll.class), "server.forward-headers-strategy=framework", property).close();
		assertThat(output).doesNotContain(FIX);
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnResolver.class, OwnProxies.class })
	void nothingIsReportedWhereTheApplicationDecides(Class<?> configuration, CapturedOutput output) {
		ChatServer
			.onTomcat(List.of(OpenToAll.class, configuration), "server.forward-headers-strategy=framework",
					"spring.main.lazy-initialization=true")
			.close();
		assertThat(output).doesNotContain(FIX);
	}

	@Test
	void twoResolversStopTheStartUp() {
		assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
			.isThrownBy(() -> ChatServer.onTomcat(List.of(OwnResolver.class, OwnProxies.class)).close())
			.withMessageContaining("ownResolver")
			.withMessageContaining("ownProxies");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnForwardedHeaderFilter {

		@Bean
		ForwardedHeaderFilter ownForwardedHeaderFilter() {
			return new ForwardedHeaderFilter() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResolver {

		@Bean
		SourceIpResolver ownResolver() {
			return (request) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProxies {

		@Bean
		TrustedProxySourceIpResolver ownProxies() {
			return new TrustedProxySourceIpResolver(IpRanges.of(List.of("10.0.0.0/8")), "X-Forwarded-For");
		}

	}

}
