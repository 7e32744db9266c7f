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

package io.github.securitycontext.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.ALICE_MEMBER;
import static io.github.securitycontext.support.Users.APPLICATION_JSON;
import static io.github.securitycontext.support.Received.CHAT_PATH;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is the interceptor's own; what arrives is tested for all clients at once.
 */
class UserSecurityContextClientHttpRequestInterceptorTests {

	private static final String CHAT = CHAT_PATH + "?api-version=2025-01-01-preview";

	private static final String BODY_TEXT = "{\"messages\":[]}";

	private static final byte[] BODY = BODY_TEXT.getBytes(StandardCharsets.UTF_8);

	private static final String CARRYING = "{" + ALICE_MEMBER + ",\"messages\":[]}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final UserSecurityContextClientHttpRequestInterceptor general = new UserSecurityContextClientHttpRequestInterceptor(
			new UserSecurityContextAttacher(List::of), new ClientSettings(null, true, "demo"));

	private final UserSecurityContextClientHttpRequestInterceptor interceptor = this.general
		.withAzureHosts("127.0.0.1");

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.openai.com/openai/v1/chat/completions",
			"https://demo.openai.azure.com/openai/v1/responses", "https://demo.openai.azure.com/openai/files",
			"https://demo.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21" })
	void aRequestThatMayNotCarryItGoesOnWithTheSameArray(String url) throws IOException {
		assertThat(send(url, BODY)).isSameAs(BODY);
	}

	@Test
	void aBodyThatStaysAsItIsGoesOnAsTheSameArray() throws IOException {
		for (String body : List.of("", "text", "{\"user_security_context\":null}")) {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			assertThat(send("https://demo.openai.azure.com/openai/v1/chat/completions", bytes)).isSameAs(bytes);
		}
	}

	@Test
	void aBodyThatIsReplacedIsNotChangedItself() throws IOException {
		byte[] before = BODY.clone();
		byte[] sent = send("https://demo.openai.azure.com/openai/v1/chat/completions", BODY);
		assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo(CARRYING);
		assertThat(BODY).isEqualTo(before);
	}

	@Test
	void aRepeatWhoseAnswerBreaksOffIsHandedOnToWhoeverReadsIt() throws IOException {
		String refusal = "{\"error\":{\"message\":\"Unrecognized request argument supplied: user_security_context\"}}";
		ClientHttpResponse brokenOff = Mockito.mock(ClientHttpResponse.class);
		Mockito.when(brokenOff.getStatusCode()).thenThrow(new IOException("expected"));
		Iterator<ClientHttpResponse> answers = List
			.<ClientHttpResponse>of(new MockClientHttpResponse(refusal.getBytes(StandardCharsets.UTF_8), 400),
					brokenOff)
			.iterator();
		MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.POST,
				URI.create("https://demo.openai.azure.com/openai/v1/chat/completions"));
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> ALICE);
		try {
			assertThat(this.interceptor.intercept(request, BODY, (executed, bytes) -> answers.next()))
				.isSameAs(brokenOff);
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Returns what the rest of the chain is asked to send.
	 */
	private byte[] send(String url, byte[] body) throws IOException {
		MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.POST, URI.create(url));
		byte[][] sent = new byte[1][];
		ClientHttpRequestExecution execution = (executed, bytes) -> {
			assertThat(executed).isSameAs(request);
			sent[0] = bytes;
			return new MockClientHttpResponse(new byte[0], 200);
		};
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> ALICE);
		try {
			this.interceptor.intercept(request, body, execution);
		}
		finally {
			scope.close();
		}
		assertThat(request.getHeaders().isEmpty()).isTrue();
		return sent[0];
	}

	@Test
	void aRepeatBehindItSendsTheSameBodyAgain() {
		RestClient client = client(this.interceptor, new Twice());
		as(ALICE, () -> post(client));
		assertThat(endpoint.received()).extracting(ReceivedCall::text).containsExactly(CARRYING, CARRYING);
	}

	@Test
	void aRepeatInFrontOfItStartsFromTheOriginalBody() {
		RestClient client = client(new Twice(), this.interceptor);
		as(ALICE, () -> post(client));
		assertThat(endpoint.received()).hasSize(2);
		assertThat(endpoint.received().get(0).text()).isEqualTo(CARRYING);
		// Spring Framework 6.2 does not ask it again
		assertThat(endpoint.received().get(1).text()).isIn(CARRYING, BODY_TEXT);
	}

	@Test
	void anInterceptorThatIsThereTwiceAttachesOnce() {
		RestClient client = client(this.interceptor, this.interceptor.withAzureHosts("localhost"));
		as(ALICE, () -> post(client));
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@Test
	void anInterceptorThatDoesNotKnowTheHostLeavesTheRequestToOneThatDoes() {
		RestClient client = client(this.general, this.interceptor);
		as(ALICE, () -> post(client));
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@Test
	void aTypedBodyCarriesTheContext() {
		RestClient client = client(this.interceptor);
		as(ALICE,
				() -> client.post()
					.uri(endpoint.url() + CHAT)
					.body(Map.of("messages", List.of()))
					.retrieve()
					.toBodilessEntity());
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@Test
	void aBodyThatIsStreamedIntoTheRequestCarriesTheContext() {
		RestClient client = client(this.interceptor);
		as(ALICE,
				() -> client.post()
					.uri(endpoint.url() + CHAT)
					.contentType(MediaType.APPLICATION_JSON)
					.body((output) -> output.write(BODY))
					.retrieve()
					.toBodilessEntity());
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@Test
	void anHttpInterfaceCarriesTheContext() {
		RestClient client = RestClient.builder().baseUrl(endpoint.url()).requestInterceptor(this.interceptor).build();
		Chat chat = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
			.build()
			.createClient(Chat.class);
		assertThat(as(ALICE, () -> chat.complete(Map.of("messages", List.of())))).containsKey("choices");
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
		chat.complete(Map.of());
		assertThat(Received.context(endpoint.last())).isEqualTo(APPLICATION_JSON);
	}

	private static RestClient client(ClientHttpRequestInterceptor... interceptors) {
		return RestClient.builder().requestInterceptors((all) -> all.addAll(List.of(interceptors))).build();
	}

	private static Object post(RestClient client) {
		return client.post()
			.uri(endpoint.url() + CHAT)
			.contentType(MediaType.APPLICATION_JSON)
			.body(BODY)
			.retrieve()
			.toBodilessEntity();
	}

	private interface Chat {

		@PostExchange(CHAT)
		Map<String, Object> complete(@RequestBody Map<String, Object> body);

	}

	/**
	 * Sends each request twice, as a retry does.
	 */
	private static final class Twice implements ClientHttpRequestInterceptor {

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			execution.execute(request, body).close();
			return execution.execute(request, body);
		}

	}

}
