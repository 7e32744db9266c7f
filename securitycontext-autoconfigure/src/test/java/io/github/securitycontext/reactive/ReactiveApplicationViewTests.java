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

import java.net.InetSocketAddress;
import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without trusted proxies, the address of a reactive request is the one that the
 * application sees.
 */
class ReactiveApplicationViewTests {

	@ParameterizedTest
	@EnumSource
	void anAddressThatAFilterHasSetCounts(WebServer webServer) {
		try (ReactiveChatServer server = ReactiveSecuredServer.start(webServer, List.of(Changing.class))) {
			SourceAddressProbe probe = SourceAddressProbe.from("127.0.0.1", server);
			assertThat(probe.chat("X-Address: 203.0.113.9")).isEqualTo("203.0.113.9");
			assertThat(probe.chat()).isEqualTo("127.0.0.1");
		}
	}

	/**
	 * This one would be resolved everywhere.
	 */
	@ParameterizedTest
	@EnumSource
	void aNameThatTheServerTookFromAHeaderIsNotResolved(WebServer webServer) {
		try (ReactiveChatServer server = ReactiveSecuredServer.start(webServer, List.of(),
				"server.forward-headers-strategy=native")) {
			assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: localhost")).isNull();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Changing {

		@Bean
		WebFilter changingFilter() {
			return (exchange, chain) -> {
				String address = exchange.getRequest().getHeaders().getFirst("X-Address");
				return chain.filter((address != null) ? exchange.mutate()
					.request((request) -> request.remoteAddress(new InetSocketAddress(address, 0)))
					.build() : exchange);
			};
		}

	}

}
