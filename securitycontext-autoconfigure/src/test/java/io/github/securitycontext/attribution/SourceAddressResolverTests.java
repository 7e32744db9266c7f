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
import java.util.concurrent.atomic.AtomicReference;

import io.github.securitycontext.attribution.SourceAddressProbe.OpenToAll;
import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address", where the application decides it.
 */
@ExtendWith(OutputCaptureExtension.class)
class SourceAddressResolverTests {

	private static final AtomicReference<SourceIpResolver> DELEGATE = new AtomicReference<>();

	@AutoClose
	private static final ChatServer server = ChatServer.onTomcat(List.of(OwnResolver.class),
			"spring.security.user.name=alice", "spring.security.user.password=secret",
			"server.forward-headers-strategy=framework", "securitycontext.source-ip.trusted-proxies=127.0.0.1");

	@Test
	void aResolverOfTheApplicationReplacesTheDefault() {
		assertThat(chat((request) -> "203.0.113.9", "X-Forwarded-For", "6.6.6.6"))
			.isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\",\"source_ip\":\"203.0.113.9\"}");
	}

	@Test
	void itSeesTheRequestAsItArrivedAndAsTheApplicationSeesIt() {
		AtomicReference<List<String>> seen = new AtomicReference<>();
		chat((request) -> describe(request, seen), "X-Forwarded-For", "203.0.113.9", "X-Forwarded-For", "203.0.113.8");
		assertThat(seen.get()).containsExactly("203.0.113.9", "127.0.0.1", "[203.0.113.9, 203.0.113.8]", "[]");
	}

	private static String describe(InboundRequest request, AtomicReference<List<String>> seen) {
		seen.set(List.of(String.valueOf(request.getRemoteAddress()), String.valueOf(request.getPeerAddress()),
				request.getHeaderLines("x-forwarded-for").toString(), request.getHeaderLines("X-Missing").toString()));
		return null;
	}

	@Test
	void whatItReturnsIsMadeCanonical() {
		assertThat(chat((request) -> "2001:DB8:0:0:0:0:0:1%eth0")).endsWith("\"source_ip\":\"2001:db8::1\"}");
		assertThat(chat((request) -> "::ffff:203.0.113.9")).endsWith("\"source_ip\":\"203.0.113.9\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "garbage", "localhost", "203.0.113.9:80", "203.0.113.9\",\"end_user_id\":\"eve",
			"[::1]", "203.0.113.9, 203.0.113.8", "\ud800" })
	void whatIsNoLiteralIsNotSent(String text, CapturedOutput output) {
		assertThat(chat((request) -> text)).isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}");
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void nullIsNoAddress() {
		assertThat(chat((request) -> null)).isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}");
	}

	@Test
	void aResolverThatThrowsCostsTheAddressAndOneWarning(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			assertThat(chat((request) -> {
				throw new IllegalStateException("203.0.113.77");
			})).isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}");
		}
		assertThat(output.toString().split("WARN", -1)).hasSize(2);
		assertThat(output).contains("IllegalStateException").doesNotContain("203.0.113.77");
	}

	@Test
	void anErrorOfTheResolverCostsTheAddressOnly() {
		assertThat(chat((request) -> {
			throw new StackOverflowError();
		})).isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}");
	}

	private static String chat(SourceIpResolver resolver, String... headers) {
		DELEGATE.set(resolver);
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 0, headers.length);
		all[headers.length] = "Authorization";
		all[headers.length + 1] = ChatServer.basic("alice", "secret");
		return server.chat(all);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResolver {

		@Bean
		SourceIpResolver ownResolver() {
			return (request) -> DELEGATE.get().resolve(request);
		}

	}

}
