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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Received;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": the user whom Spring Security authenticated, by the logins of a usual
 * web application.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndUserTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onTomcat(List.of(Application.class),
			"logging.level.io.github.securitycontext=info");

	@Test
	void aCallBelongsToTheUserOfTheFormLogin() {
		String session = cookie(login("alice", ""), "JSESSIONID");

		assertThat(server.chat("Cookie", session)).isEqualTo(user("alice"));
	}

	@Test
	void usersWhoAreLoggedInAtTheSameTimeAreNotMixed() {
		String alice = cookie(login("alice", ""), "JSESSIONID");
		String bob = cookie(login("bob", ""), "JSESSIONID");

		for (int i = 0; i < 10; i++) {
			assertThat(server.chat("Cookie", alice)).isEqualTo(user("alice"));
			assertThat(server.chat("Cookie", bob)).isEqualTo(user("bob"));
			assertThat(server.chat()).isEqualTo(nobody());
		}
	}

	@Test
	void aCallBelongsToTheUserWhoIsRemembered() {
		String rememberMe = cookie(login("alice", "&remember-me=on"), "remember-me");

		assertThat(server.chat("Cookie", rememberMe)).isEqualTo(user("alice"));
	}

	@Test
	void aCallBelongsToTheUserOfBasicAuthentication() {
		assertThat(server.chat("Authorization", ChatServer.basic("bob", "secret"))).isEqualTo(user("bob"));
	}

	@Test
	void anAnonymousCallHasAnAddressButNoUser() {
		assertThat(server.chat()).isEqualTo(nobody());
	}

	@Test
	void callsBeforeAndAfterLoginAndAfterLogoutDiffer() {
		assertThat(contexts("/login-in-between")).containsExactly(nobody(), user("alice"), nobody());
	}

	@Test
	void aCallInABlockThatRunsAsAnotherUserBelongsToThatUser() {
		assertThat(contexts("/run-as", "Authorization", ChatServer.basic("alice", "secret")))
			.containsExactly(user("alice"), user("bob"), user("alice"));
	}

	@Test
	void anAuthenticationThatStandsForNobodyHasNoUser() {
		List<Authentication> nobodies = List.of(UsernamePasswordAuthenticationToken.unauthenticated("mallory", "x"),
				new AnonymousAuthenticationToken("key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_X")),
				new AnonymousAuthenticationToken("key", "alice", AuthorityUtils.createAuthorityList("ROLE_X")));
		try (SecuredServer any = SecuredServer.start()) {
			assertThat(nobodies).allSatisfy((nobody) -> assertThat(any.chatAs(nobody)).isEqualTo(nobody()));
			Authentication remembered = new RememberMeAuthenticationToken("key", "alice", List.of());
			assertThat(any.chatAs(remembered)).isEqualTo(user("alice"));
			assertThat(any.chatAs(Authentications.named("anonymousUser"))).as("only a name")
				.isEqualTo(user("anonymousUser"));
		}
	}

	@Test
	void aClaimThatCannotBeSentIsWarnedOfOnceWithoutItsValue(CapturedOutput output) {
		try (SecuredServer any = SecuredServer.start("logging.level.io.github.securitycontext=info")) {
			for (int i = 0; i < 3; i++) {
				any.chatAs(Authentications.bearerJwt("oid", " secret-oid" + i, "tid", List.of("secret-tid", "x")));
			}
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("claim"))).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("WARN"))
			.anySatisfy((line) -> assertThat(line).contains("'oid'"))
			.anySatisfy((line) -> assertThat(line).contains("'tid'"));
		assertThat(output).doesNotContain("secret-oid").doesNotContain("secret-tid");
	}

	@Test
	void nothingIsLoggedOfAUserWhoIsSent(CapturedOutput output) {
		try (SecuredServer any = SecuredServer.start("logging.level.io.github.securitycontext=info",
				"securitycontext.end-user.personal-data=allow")) {
			any.chatAs(Authentications.named("carol@example.com"));
			any.chatAs(Authentications.bearerJwt("oid", "carol-oid", "tid", "carol-tid", "iss", "https://carol/"));
			any.chatAs(Authentications.saml("carol", Authentications.claims("oid", "carol-oid", "tid", "carol-tid")));
		}
		assertThat(output).doesNotContain("carol");
	}

	private static List<String> contexts(String path, String... headers) {
		server.endpoint().clear();
		assertThat(server.get(path, headers).statusCode()).isEqualTo(200);
		return server.endpoint().received().stream().map(Received::context).toList();
	}

	private static HttpResponse<String> login(String name, String more) {
		URI uri = URI.create("http://127.0.0.1:" + server.context().getWebServer().getPort() + "/login");
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("username=" + name + "&password=secret" + more))
			.build();
		try {
			return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String cookie(HttpResponse<String> response, String name) {
		return response.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith(name + "="))
			.map((cookie) -> cookie.substring(0, cookie.indexOf(';')))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").roles("USER").build(),
					User.withUsername("bob").password("{noop}secret").roles("USER").build())::loadUserByUsername;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http, UserDetailsService users) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.rememberMe((rememberMe) -> rememberMe.key("key").userDetailsService(users))
				.csrf((csrf) -> csrf.disable())
				.build();
		}

		@Bean
		Controller controller(OpenAIClient client) {
			return new Controller(client);
		}

	}

	@RestController
	static class Controller {

		private final OpenAIClient client;

		Controller(OpenAIClient client) {
			this.client = client;
		}

		@GetMapping("/login-in-between")
		void loginInBetween(HttpServletRequest request) throws ServletException {
			ChatServer.ask(this.client);
			request.login("alice", "secret");
			ChatServer.ask(this.client);
			request.logout();
			ChatServer.ask(this.client);
		}

		@GetMapping("/run-as")
		void runAs() throws Exception {
			ChatServer.ask(this.client);
			Callable<String> call = () -> ChatServer.ask(this.client);
			new DelegatingSecurityContextCallable<>(call, new SecurityContextImpl(Authentications.named("bob"))).call();
			ChatServer.ask(this.client);
		}

	}

}
