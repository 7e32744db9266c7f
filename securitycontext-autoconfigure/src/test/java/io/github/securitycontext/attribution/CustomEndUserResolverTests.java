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

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Received;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.attribution.SecuredServer.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": applications replace or extend who it is with one bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class CustomEndUserResolverTests {

	private static final Authentication ALICE = Authentications.named("alice");

	private static final List<Principal> asked = new ArrayList<>();

	@AutoClose
	private static final SecuredServer server = SecuredServer.start(List.of(Resolvers.class),
			"WEBSITE_AUTH_ENABLED=true");

	private static EndUserResolver resolver;

	private static EndUserResolver second;

	@BeforeEach
	void reset() {
		asked.clear();
		resolver = (principal) -> null;
		second = (principal) -> null;
		server.chatServer().endpoint().clear();
	}

	@Test
	void theFirstAnswerWins() {
		resolver = (principal) -> new EndUser("first", "tenant");
		second = (principal) -> new EndUser("second", null);

		assertThat(server.chatAs(ALICE)).isEqualTo(user("first", "tenant"));
	}

	@Test
	void aResolverThatDoesNotKnowLeavesTheDecisionToTheNext() {
		second = (principal) -> new EndUser("second", null);

		assertThat(server.chatAs(ALICE)).isEqualTo(user("second"));
	}

	@Test
	void theDefaultIsAskedLast() {
		assertThat(server.chatAs(ALICE)).isEqualTo(user("alice"));
	}

	@Test
	void nobodyIsAnAnswer() {
		resolver = (principal) -> EndUser.NONE;
		second = (principal) -> new EndUser("second", null);

		assertThat(server.chatAs(ALICE)).isEqualTo(nobody());
	}

	@Test
	void anAnswerThatCannotBeSentIsDroppedAndWarnedOf(CapturedOutput output) {
		resolver = (principal) -> new EndUser(" padded ", "tenant");
		assertThat(server.chatAs(ALICE)).doesNotContain("end_user_id").contains("\"end_user_tenant_id\":\"tenant\"");
		assertThat(output).contains("whose identifier is empty, too long or would have to be changed")
			.doesNotContain("padded");

		resolver = (principal) -> new EndUser("", "");
		assertThat(server.chatAs(ALICE)).isEqualTo(nobody());
	}

	@Test
	void aResolverIsGivenTheAuthenticationEvenIfItIsAnonymous() {
		server.chatAs(ALICE);
		assertThat(asked).singleElement().isSameAs(ALICE);

		asked.clear();
		server.chatServer().chat();
		assertThat(asked).singleElement().isInstanceOf(AnonymousAuthenticationToken.class);

		asked.clear();
		server.chatServer().chat("X-MS-CLIENT-PRINCIPAL", "%%%");
		assertThat(asked).singleElement().isInstanceOf(AnonymousAuthenticationToken.class);
	}

	@Test
	void aResolverIsAskedOnceForEachRequestAndAuthentication() {
		contexts("/several", with(ALICE));
		assertThat(asked).hasSize(1);

		contexts("/several", with(ALICE));
		assertThat(asked).hasSize(2);

		asked.clear();
		assertThat(contexts("/change", with(ALICE))).containsExactly(user("alice"), user("bob"), user("alice"),
				user("bob"));
		assertThat(asked).hasSize(2);
	}

	@Test
	void aResolverIsAskedOnceEvenIfItFails() {
		resolver = (principal) -> {
			throw new IllegalStateException();
		};

		assertThat(contexts("/several", with(ALICE))).containsOnly(nobody());
		assertThat(asked).hasSize(1);
	}

	@Test
	void aResolverThatFailsCostsTheUserButNeitherTheAddressNorTheCall(CapturedOutput output) {
		resolver = (principal) -> {
			throw new UnsupportedOperationException("No entry for " + principal.getName() + "@example.com");
		};
		second = (principal) -> new EndUser("second", null);

		assertThat(server.chatAs(ALICE)).isEqualTo(nobody());
		assertThat(server.chatAs(Authentications.named("bob"))).isEqualTo(nobody());

		assertThat(output.toString().lines().filter((line) -> line.contains("UnsupportedOperationException")))
			.singleElement()
			.asString()
			.contains("WARN");
		assertThat(output).doesNotContain("alice").doesNotContain("@example.com");
	}

	@Test
	void anErrorOfAResolverCostsNoMoreThanAnException() {
		resolver = (principal) -> {
			throw new NoClassDefFoundError("x");
		};

		assertThat(server.chatAs(ALICE)).isEqualTo(nobody());
	}

	@Test
	void aResolverThatItselfMakesAnAiCallIsNotAskedAgain() {
		OpenAIClient client = server.chatServer().context().getBean(OpenAIClient.class);
		resolver = (principal) -> new EndUser(ChatServer.ask(client), null);

		assertThat(contexts("/chat", with(ALICE))).containsExactly("{\"application_name\":\"demo\"}", user("Hello"));
		assertThat(asked).hasSize(1);
	}

	@Test
	void aResolverThatMakesAnAiCallAsSomebodyElseIsNotAskedAgain() {
		OpenAIClient client = server.chatServer().context().getBean(OpenAIClient.class);
		resolver = (principal) -> {
			SecurityContext caller = SecurityContextHolder.getContext();
			SecurityContext system = SecurityContextHolder.createEmptyContext();
			system.setAuthentication(Authentications.named("system" + asked.size()));
			SecurityContextHolder.setContext(system);
			try {
				return (asked.size() < 4) ? new EndUser(ChatServer.ask(client), null) : null;
			}
			finally {
				SecurityContextHolder.setContext(caller);
			}
		};

		assertThat(contexts("/chat", with(ALICE))).containsExactly("{\"application_name\":\"demo\"}", user("Hello"));
		assertThat(asked).hasSize(1);
	}

	private static List<String> contexts(String path, String... headers) {
		server.chatServer().endpoint().clear();
		assertThat(server.chatServer().get(path, headers).statusCode()).isEqualTo(200);
		return server.chatServer().endpoint().received().stream().map(Received::context).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

		@Bean
		@Order(2)
		EndUserResolver laterResolver() {
			return (principal) -> second.resolve(principal);
		}

		@Bean
		@Order(1)
		EndUserResolver earlierResolver() {
			return (principal) -> {
				asked.add(principal);
				return resolver.resolve(principal);
			};
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

		@GetMapping("/several")
		void several() {
			ChatServer.ask(this.client);
			ChatServer.ask(this.client);
			ChatServer.ask(this.client);
		}

		@GetMapping("/change")
		void change() {
			SecurityContext alice = SecurityContextHolder.getContext();
			SecurityContext bob = SecurityContextHolder.createEmptyContext();
			bob.setAuthentication(Authentications.named("bob"));
			for (SecurityContext context : List.of(alice, bob, alice, bob)) {
				SecurityContextHolder.setContext(context);
				ChatServer.ask(this.client);
			}
		}

	}

}
