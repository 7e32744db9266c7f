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
import java.util.List;
import java.util.Map;

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Received;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.attribution.SecuredServer.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The snapshot": what a request is on its way through filters and dispatches.
 */
class DispatchTests {

	private static final Authentication ALICE = Authentications.named("alice");

	@AutoClose
	private static final SecuredServer server = SecuredServer.start(List.of(Application.class),
			"server.tomcat.threads.max=1", "server.tomcat.threads.min-spare=1");

	@BeforeEach
	void clear() {
		server.chatServer().endpoint().clear();
	}

	@Test
	void aFilterBeforeSpringSecurityHasTheAddressButNoUser() {
		get("/early", with(ALICE));
		assertThat(contexts()).containsExactly(nobody());
	}

	@Test
	void aForwardedRequestHasTheUser() {
		get("/forward", with(ALICE));
		assertThat(contexts()).containsExactly(user("alice"));
	}

	@Test
	void equalAuthenticationsOfOneRequestAreToldApart() {
		get("/equal", with(ALICE));
		assertThat(contexts()).containsExactly(user("oid-1", "t"), user("oid-2", "t"));
	}

	@Test
	void whatAFilterHasBoundWinsOverTheRequest() {
		get("/chat", with(ALICE, "X-Bind", "closed"));
		get("/chat", with(ALICE));
		assertThat(contexts()).containsExactly("{\"application_name\":\"demo\",\"end_user_id\":\"bound\"}",
				user("alice"));
	}

	@Test
	void aBindingThatWasLeftOpenDoesNotReachTheNextRequest() {
		get("/chat", with(ALICE, "X-Bind", "open"));
		get("/chat", with(ALICE));
		get("/chat");
		assertThat(contexts().subList(1, 3)).containsExactly(user("alice"), nobody());
	}

	@Test
	void theHolderTellsWhomTheThreadWorksFor() {
		assertThat(server.chatServer().get("/holder", with(ALICE)).body()).isEqualTo("null alice 127.0.0.1");
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	private static void get(String path, String... headers) {
		assertThat(server.chatServer().get(path, headers).statusCode()).isEqualTo(200);
	}

	private static List<String> contexts() {
		return server.chatServer().endpoint().received().stream().map(Received::context).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@FilterRegistration
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		OncePerRequestFilter earlyFilter(OpenAIClient client) {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					if (request.getServletPath().equals("/early")) {
						ChatServer.ask(client);
						return;
					}
					chain.doFilter(request, response);
				}

			};
		}

		@Bean
		@FilterRegistration
		@Order(0)
		OncePerRequestFilter bindingFilter() {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					String bind = request.getHeader("X-Bind");
					UserSecurityContext bound = UserSecurityContext.builder().endUserId("bound").build();
					UserSecurityContextHolder.Scope scope = (bind != null) ? UserSecurityContextHolder.bind(() -> bound)
							: null;
					chain.doFilter(request, response);
					if ("closed".equals(bind)) {
						scope.close();
					}
				}

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

		@GetMapping("/forward")
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/chat").forward(request, response);
		}

		@GetMapping("/equal")
		void equal() {
			for (String oid : List.of("oid-1", "oid-2")) {
				SecurityContextHolder.getContext().setAuthentication(new Same(oid));
				ChatServer.ask(this.client);
			}
		}

		@GetMapping("/holder")
		String holder() {
			UserSecurityContext context = UserSecurityContextHolder.getContext();
			return context.getApplicationName() + " " + context.getEndUserId() + " " + context.getSourceIp();
		}

	}

	/**
	 * Equal to every other one, as authentications of one user with other claims may be.
	 */
	private static final class Same extends JwtAuthenticationToken {

		private static final long serialVersionUID = 1L;

		Same(String oid) {
			super(Authentications.jwt(Map.of("sub", "s", "scp", "x", "oid", oid, "tid", "t")), List.of());
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Same;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
