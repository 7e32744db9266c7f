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

package io.github.securitycontext.enforcement;

import java.util.List;

import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.support.ChatApplication;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.ReactiveChatServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a request comes to whose AI call is rejected.
 */
class RejectedRequestTests {

	private static final String[] REJECT = { "securitycontext.missing.action=reject",
			"securitycontext.missing.required=end-user-id" };

	@Test
	void aRequestOfNobodyIsAnsweredWith500UnlessTheApplicationSaysOtherwise() {
		try (SecuredServer server = SecuredServer.start(List.of(), REJECT)) {
			assertThat(server.chatServer().get("/chat").statusCode()).isEqualTo(500);
			assertThat(server.chatServer().endpoint().received()).isEmpty();
		}
	}

	@Test
	void theApplicationMayAnswerWith403() {
		try (SecuredServer server = SecuredServer.start(List.of(Forbidden.class), REJECT)) {
			assertForbidden(server.chatServer());
			assertThat(server.chatAs(new TestingAuthenticationToken("alice", null, "USER")))
				.isEqualTo(SecuredServer.user("alice"));
		}
	}

	@Test
	void aReactiveApplicationMayDoSoToo() {
		try (ReactiveChatServer server = ReactiveChatServer.on(ReactiveChatServer.WebServer.NETTY,
				List.of(Forbidden.class, OpenReactiveSecurity.class), REJECT)) {
			assertForbidden(server);
		}
	}

	private static void assertForbidden(ChatApplication<?> server) {
		assertThat(server.get("/chat")).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.body()).contains("END_USER_ID=NOT_AUTHENTICATED");
		});
		assertThat(server.endpoint().received()).isEmpty();
	}

	@Test
	void theReasonIsThatSomebodyIsSignedInWhoMayNotBeNamed() {
		try (SecuredServer server = SecuredServer.start(List.of(Forbidden.class, Nobody.class), REJECT)) {
			assertThat(server.chatServer()
				.get("/chat", SecuredServer.with(new TestingAuthenticationToken("alice", null, "USER")))
				.body()).contains("END_USER_ID=NOT_IDENTIFIED");
		}
	}

	@Test
	void theReasonIsAResolverThatFails() {
		try (SecuredServer server = SecuredServer.start(List.of(Forbidden.class, Failing.class), REJECT)) {
			assertThat(server.chatServer().get("/chat").body()).contains("END_USER_ID=FAILED");
			assertThat(server.chatServer().endpoint().received()).isEmpty();
		}
	}

	@Test
	void theReasonIsAnAddressThatIsNone() {
		try (SecuredServer server = SecuredServer.start(List.of(Forbidden.class, NoAddress.class),
				"securitycontext.missing.action=reject", "securitycontext.missing.required=source-ip")) {
			assertThat(server.chatServer().get("/chat").body()).contains("SOURCE_IP=UNREADABLE_ADDRESS");
		}
	}

	@Test
	void theReasonIsAPropertyThatSwitchesItOff() {
		try (SecuredServer server = SecuredServer.start(List.of(Forbidden.class),
				"securitycontext.end-user.enabled=false", "securitycontext.source-ip.enabled=false",
				"securitycontext.missing.action=reject", "securitycontext.missing.required=end-user-id,source-ip")) {
			assertThat(server.chatServer().get("/chat").body())
				.contains("{END_USER_ID=SWITCHED_OFF, SOURCE_IP=SWITCHED_OFF}");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@RestControllerAdvice
	static class Forbidden {

		@ExceptionHandler(MissingUserSecurityContextException.class)
		ProblemDetail refuse(MissingUserSecurityContextException ex) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, ex.getReasons().toString());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nobody {

		@Bean
		EndUserResolver nobody() {
			return (principal) -> EndUser.NONE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		EndUserResolver failing() {
			return (principal) -> {
				throw new IllegalStateException("secret");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoAddress {

		@Bean
		SourceIpResolver noAddress() {
			return (request) -> "unknown";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenReactiveSecurity {

		@Bean
		SecurityWebFilterChain open(ServerHttpSecurity http) {
			return http.authorizeExchange((exchange) -> exchange.anyExchange().permitAll()).build();
		}

	}

}
