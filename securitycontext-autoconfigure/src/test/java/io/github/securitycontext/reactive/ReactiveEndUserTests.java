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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

import static io.github.securitycontext.attribution.Authentications.ENTRA;
import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.bearerJwt;
import static io.github.securitycontext.attribution.Authentications.entraClaims;
import static io.github.securitycontext.attribution.Authentications.named;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * "The end user" of a reactive request: the same as that of a servlet request, whatever
 * the authentication.
 */
class ReactiveEndUserTests {

	private static final String ALICE = "alice@example.com";

	private static final String PSEUDONYM = "ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976";

	@AutoClose
	private static final SecuredServer servletServer = SecuredServer.start();

	@AutoClose
	private static final ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.NETTY, List.of());

	@ParameterizedTest
	@MethodSource
	void theEndUserIsThatOfAServletRequest(Authentication authentication, String expected) {
		assertThat(ReactiveSecuredServer.chatAs(server, authentication)).isEqualTo(expected)
			.isEqualTo(servletServer.chatAs(authentication));
	}

	static Stream<Arguments> theEndUserIsThatOfAServletRequest() {
		Map<String, Object> foreign = Authentications.claims("iss", "https://id.example.com", "oid", OID, "tid", TID,
				"sub", "alice", "scp", "chat");
		Map<String, Object> otherTenant = Authentications.claims("iss", ENTRA, "oid", OID, "tid", OID, "sub", "alice",
				"scp", "chat");
		return Stream.of(argumentSet("JWT of Entra", bearerJwt(entraClaims()), user(OID, TID)),
				argumentSet("opaque token of Entra", Authentications.opaque(entraClaims()), user(OID, TID)),
				argumentSet("OIDC login at Entra", Authentications.oidcLogin(entraClaims()), user(OID, TID)),
				argumentSet("OAuth 2.0 login at Entra", Authentications.oauth2Login(entraClaims()), user(OID, TID)),
				argumentSet("JWT of another issuer", bearerJwt(foreign), user("https://id.example.com#alice")),
				argumentSet("JWT of another tenant", bearerJwt(otherTenant), user(ENTRA + "#alice")),
				argumentSet("service by idtyp", bearerJwt("oid", OID, "tid", TID, "sub", "x", "idtyp", "app"),
						nobody()),
				argumentSet("service by oid and sub", bearerJwt("oid", OID, "tid", TID, "sub", OID), nobody()),
				argumentSet("service of another issuer", bearerJwt("sub", "job", "azp", "job"), nobody()),
				argumentSet("anonymous",
						new AnonymousAuthenticationToken("key", "anonymous",
								AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")),
						nobody()),
				argumentSet("not authenticated", UsernamePasswordAuthenticationToken.unauthenticated("alice", "x"),
						nobody()),
				argumentSet("name", named("alice"), user("alice")),
				argumentSet("e-mail address", named(ALICE), user(PSEUDONYM)),
				argumentSet("SwitchUser", switchedTo("bob", named("alice")), user("alice")), argumentSet(
						"SwitchUser of a user of Entra", switchedTo("bob", bearerJwt(entraClaims())), user(OID, TID)));
	}

	private static Authentication switchedTo(String name, Authentication original) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				List.of(new SwitchUserGrantedAuthority("ROLE_PREVIOUS_ADMINISTRATOR", original)));
	}

	@Test
	void nobodySignedIn() {
		assertThat(server.chat()).isEqualTo(nobody());
	}

	@ParameterizedTest
	@EnumSource
	void theEndUserIsTheSameOnEveryServer(WebServer webServer) {
		try (ReactiveChatServer other = ReactiveSecuredServer.start(webServer, List.of())) {
			assertThat(ReactiveSecuredServer.chatAs(other, bearerJwt(entraClaims()))).isEqualTo(user(OID, TID));
			assertThat(ReactiveSecuredServer.chatAs(other, named("alice"))).isEqualTo(user("alice"));
			assertThat(other.chat()).isEqualTo(nobody());
		}
	}

	@Test
	void theEndUserCanBeLeftOut() {
		try (ReactiveChatServer other = ReactiveSecuredServer.start(WebServer.NETTY, List.of(),
				"securitycontext.end-user.enabled=false")) {
			assertThat(ReactiveSecuredServer.chatAs(other, named("alice"))).isEqualTo(nobody());
		}
		try (ReactiveChatServer other = ReactiveSecuredServer.start(WebServer.NETTY, List.of(),
				"securitycontext.source-ip.enabled=false")) {
			assertThat(ReactiveSecuredServer.chatAs(other, named("alice")))
				.isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}");
		}
		try (ReactiveChatServer other = ReactiveSecuredServer.start(WebServer.NETTY, List.of(),
				"securitycontext.enabled=false")) {
			assertThat(ReactiveSecuredServer.chatAs(other, named("alice"))).isNull();
		}
	}

}
