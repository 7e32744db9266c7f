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

package io.github.securitycontext.propagation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of a WebSocket, which has no request after its handshake.
 */
class WebSocketTests {

	@AutoClose
	private static final TwoUsersServer server = TwoUsersServer.start(RequestThreads.PLATFORM,
			List.of(Sockets.class, Stomp.class));

	private final HttpClient http = HttpClient.newHttpClient();

	@BeforeEach
	void clear() {
		server.endpoint().clear();
	}

	@Test
	void aMessageIsOfNobodyUnlessTheHandshakeIsKept() throws Exception {
		try (Client alice = connect("/socket", "alice")) {
			alice.sendAndWait("plain");
		}
		assertThat(server.contextsOf("plain")).containsExactly(APPLICATION);
	}

	@Test
	void eachMessageIsOfTheUserOfItsHandshake() throws Exception {
		try (Client alice = connect("/socket", "alice"); Client bob = connect("/socket", "bob")) {
			for (int i = 0; i < 5; i++) {
				alice.sendAndWait("bound for alice");
				bob.sendAndWait("bound for bob");
			}
		}
		assertThat(server.contextsOf("bound for alice")).hasSize(5).containsOnly(ALICE);
		assertThat(server.contextsOf("bound for bob")).hasSize(5).containsOnly(BOB);
	}

	@Test
	void eachStompMessageIsOfTheUserOfItsHandshake() throws Exception {
		try (Client alice = connect("/stomp", "alice"); Client bob = connect("/stomp", "bob")) {
			String connect = "CONNECT\naccept-version:1.2\n\n\0";
			alice.sendAndWait(connect);
			bob.sendAndWait(connect);
			for (int i = 0; i < 5; i++) {
				alice.sendAndWait(message("stomp for alice", i));
				bob.sendAndWait(message("stomp for bob", i));
			}
		}
		assertThat(server.contextsOf("stomp for alice")).hasSize(5).containsOnly(ALICE);
		assertThat(server.contextsOf("stomp for bob")).hasSize(5).containsOnly(BOB);
	}

	/**
	 * A subscription that the controller answers.
	 */
	private static String message(String prompt, int number) {
		return "SUBSCRIBE\nid:" + number + "\ndestination:/app/ask/" + prompt.replace(' ', '-') + "\n\n\0";
	}

	private Client connect(String path, String user) {
		BlockingQueue<String> answers = new LinkedBlockingQueue<>();
		WebSocket.Builder builder = this.http.newWebSocketBuilder();
		String[] headers = TwoUsersServer.headersOf(user);
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		URI uri = URI.create("ws://127.0.0.1:" + server.context().getWebServer().getPort() + path);
		return new Client(builder.buildAsync(uri, new WebSocket.Listener() {

			@Override
			public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
				answers.add(data.toString());
				socket.request(1);
				return null;
			}

		}).join(), answers);
	}

	private record Client(WebSocket socket, BlockingQueue<String> answers) implements AutoCloseable {

		void sendAndWait(String text) throws InterruptedException {
			this.socket.sendText(text, true).join();
			assertThat(this.answers.poll(30, TimeUnit.SECONDS)).isNotNull();
		}

		@Override
		public void close() {
			this.socket.abort();
		}

	}

	/**
	 * Another server is on the class path, too.
	 */
	private static HandshakeHandler onTomcat() {
		return new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy());
	}

	/**
	 * Keeps whom the handshake was for.
	 */
	private static final class KeepingInterceptor implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Map<String, Object> attributes) {
			attributes.put("user", UserSecurityContextSnapshot.capture());
			return true;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Exception exception) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Sockets extends TextWebSocketHandler implements WebSocketConfigurer {

		private final Ai ai;

		Sockets(Ai ai) {
			this.ai = ai;
		}

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(this, "/socket")
				.setHandshakeHandler(onTomcat())
				.addInterceptors(new KeepingInterceptor());
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			String prompt = message.getPayload();
			if (prompt.equals("plain")) {
				session.sendMessage(new TextMessage(this.ai.ask(prompt)));
				return;
			}
			UserSecurityContextHolder.Scope scope = ((UserSecurityContextSnapshot) session.getAttributes().get("user"))
				.bind();
			try {
				session.sendMessage(new TextMessage(this.ai.ask(prompt)));
			}
			finally {
				scope.close();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	@Controller
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		private final Ai ai;

		Stomp(Ai ai) {
			this.ai = ai;
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp").setHandshakeHandler(onTomcat()).addInterceptors(new KeepingInterceptor());
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.setApplicationDestinationPrefixes("/app");
		}

		@SubscribeMapping("/ask/{prompt}")
		String ask(@DestinationVariable String prompt, SimpMessageHeaderAccessor headers) throws Exception {
			UserSecurityContextSnapshot user = (UserSecurityContextSnapshot) headers.getSessionAttributes().get("user");
			return user.wrap(() -> this.ai.ask(prompt.replace('-', ' '))).call();
		}

	}

}
