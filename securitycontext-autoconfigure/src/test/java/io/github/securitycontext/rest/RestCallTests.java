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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.HttpMethod;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.ALICE_JSON;
import static io.github.securitycontext.support.Users.ALICE_MEMBER;
import static io.github.securitycontext.support.Users.ALICE_MEMBERS;
import static io.github.securitycontext.support.Users.APPLICATION_JSON;
import static io.github.securitycontext.support.Users.BOB;
import static io.github.securitycontext.support.Received.CHAT_PATH;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What arrives, whatever HTTP client sends it.
 */
class RestCallTests {

	private static final String CHAT = CHAT_PATH + "?api-version=2025-01-01-preview";

	private static final String REST = " \"messages\" : [ {\"role\":\"user\",\"content\":\"häi € \uD83D\uDE00\"} ] } ";

	private static final String BODY = "{" + REST;

	private static final String CARRYING = "{" + ALICE_MEMBER + "," + REST;

	private static final String BOB_JSON = "{\"application_name\":\"demo\",\"end_user_id\":\"bob\"}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@ParameterizedTest
	@EnumSource
	void theContextGoesInFrontAndTheRestStaysAsItIs(HttpLibrary library) {
		HttpCaller.Answer answer = as(ALICE, () -> library.create().post(endpoint.url() + CHAT, BODY));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"content\":\"Hello\"");
		assertThat(endpoint.received()).hasSize(1);
		assertThat(endpoint.last().uri()).isEqualTo(CHAT);
		assertArrived(CARRYING);
	}

	@ParameterizedTest
	@EnumSource
	void theUnifiedPathTakesItToo(HttpLibrary library) {
		as(ALICE, () -> library.create().post(endpoint.url() + "/openai/v1/chat/completions", "{}"));
		assertArrived("{" + ALICE_MEMBER + "}");
	}

	@ParameterizedTest
	@EnumSource
	void aLongBodyArrivesWhole(HttpLibrary library) {
		String rest = "\"messages\":[\"" + "äöü".repeat(200_000) + "\"]}";
		as(ALICE, () -> library.create().post(endpoint.url() + CHAT, "{" + rest));
		assertArrived("{" + ALICE_MEMBER + "," + rest);
	}

	@ParameterizedTest
	@EnumSource
	void aStreamedAnswerComesThrough(HttpLibrary library) {
		HttpCaller.Answer answer = as(ALICE, () -> library.create().post(endpoint.url() + CHAT, "{\"stream\":true}"));
		assertArrived("{" + ALICE_MEMBER + ",\"stream\":true}");
		assertThat(answer.body()).startsWith("data: {").contains("Hello").endsWith("data: [DONE]\n\n");
	}

	@ParameterizedTest
	@EnumSource
	void otherRequestsArriveAsTheyAre(HttpLibrary library) {
		HttpCaller caller = library.create();
		for (String path : List.of("/openai/deployments/gpt/embeddings?api-version=2025-01-01-preview",
				CHAT_PATH + "?api-version=2024-10-21", CHAT_PATH, "/v1/chat/completions",
				"/openai/deployments/gpt%2Fchat/completions?api-version=2025-01-01-preview",
				CHAT_PATH + "?x=%26api-version=2025-01-01-preview")) {
			as(ALICE, () -> caller.post(endpoint.url() + path, BODY));
			assertThat(endpoint.last().uri()).isEqualTo(path);
			assertArrived(BODY);
		}
		as(ALICE, () -> caller.call(HttpMethod.PUT, endpoint.url() + CHAT, BODY));
		assertArrived(BODY);
		as(ALICE, () -> caller.call(HttpMethod.GET, endpoint.url() + CHAT, null));
		assertThat(endpoint.last().method()).isEqualTo("GET");
		assertThat(endpoint.last().body()).isEmpty();
		assertThat(endpoint.received()).hasSize(8);
	}

	@ParameterizedTest
	@EnumSource
	void aHostThatIsNotNamedIsNotAzure(HttpLibrary library) {
		HttpCaller named = library.create();
		as(ALICE, () -> named.post(endpoint.url().replace("127.0.0.1", "localhost") + CHAT, BODY));
		assertArrived(BODY);
		HttpCaller unnamed = library.create(new UserSecurityContextAttacher(List::of), settings(true));
		as(ALICE, () -> unnamed.post(endpoint.url() + CHAT, BODY));
		assertArrived(BODY);
	}

	@ParameterizedTest
	@EnumSource
	void theCaseOfAHostDoesNotMatter(HttpLibrary library) {
		HttpCaller caller = library.create(new UserSecurityContextAttacher(List::of), settings(true), "LocalHost");
		as(ALICE, () -> caller.post(endpoint.url().replace("127.0.0.1", "localHOST") + CHAT, BODY));
		assertArrived(CARRYING);
	}

	@ParameterizedTest
	@EnumSource
	void theCallersOwnContextStandsAndIsCompleted(HttpLibrary library) {
		HttpCaller caller = library.create();
		String own = "{\"user_security_context\":{\"end_user_id\":\"carol\"},\"messages\":[]}";
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, own));
		assertArrived(own.replace("{\"end_user_id", "{\"application_name\":\"demo\",\"end_user_id"));
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, "{\"user_security_context\":{\"application_name\":\"x\"}}"));
		assertArrived("{\"user_security_context\":{" + ALICE_MEMBERS + ",\"application_name\":\"x\"}}");
		String complete = "{\"user_security_context\":" + BOB_JSON + "}";
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, complete));
		assertArrived(complete);
	}

	@ParameterizedTest
	@EnumSource
	void aBodyThatIsNoJsonObjectArrivesAsItIs(HttpLibrary library) {
		HttpCaller caller = library.create();
		for (String body : List.of(" ", "text", "[{}]", "{", "{\"a\":1", "{\"a\":1}}")) {
			as(ALICE, () -> caller.post(endpoint.url() + CHAT, body));
			assertArrived(body);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMissingBodyIsNoProblem(HttpLibrary library) {
		as(ALICE, () -> library.create().call(HttpMethod.POST, endpoint.url() + CHAT, null));
		assertThat(endpoint.last().body()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aStatusThatIsAnErrorComesThrough(HttpLibrary library) {
		HttpCaller caller = library.create();
		for (int status : List.of(400, 404, 429, 500, 503)) {
			endpoint.answerNextWith(Answer.status(status).body("text/plain", "Hello"));
			HttpCaller.Answer answer = as(ALICE, () -> caller.post(endpoint.url() + CHAT, BODY));
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.body()).contains("Hello");
			assertArrived(CARRYING);
		}
		assertThat(endpoint.received()).hasSize(5);
	}

	@ParameterizedTest
	@EnumSource
	void aClientCarriesTheUserOfEachCall(HttpLibrary library) {
		HttpCaller caller = library.create();
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, BODY));
		as(BOB, () -> caller.post(endpoint.url() + CHAT, BODY));
		caller.post(endpoint.url() + CHAT, BODY);
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, BODY));
		assertThat(endpoint.received()).extracting(Received::context)
			.containsExactly(ALICE_JSON, BOB_JSON, APPLICATION_JSON, ALICE_JSON);
	}

	@ParameterizedTest
	@EnumSource
	void withNothingKnownTheBodyArrivesAsItIs(HttpLibrary library) {
		library.create(new UserSecurityContextAttacher(List::of), new ClientSettings(null, true, null), "127.0.0.1")
			.post(endpoint.url() + CHAT, BODY);
		assertArrived(BODY);
	}

	@ParameterizedTest
	@EnumSource
	void aClientThatIsSwitchedOffCarriesNothing(HttpLibrary library) {
		HttpCaller caller = library.create(new UserSecurityContextAttacher(List::of), settings(false), "127.0.0.1");
		as(ALICE, () -> caller.post(endpoint.url() + CHAT, BODY));
		assertArrived(BODY);
	}

	@ParameterizedTest
	@EnumSource
	void aCustomizerSeesTheRequestAndMayVeto(HttpLibrary library) {
		OutgoingRequest[] seen = new OutgoingRequest[1];
		UserSecurityContextCustomizer veto = (context, request) -> {
			seen[0] = request;
			return null;
		};
		HttpCaller caller = library.create(new UserSecurityContextAttacher(() -> List.of(veto)), settings(true),
				"127.0.0.1");
		as(ALICE, () -> caller.post(endpoint.url() + "/a%20b" + CHAT, BODY));
		assertArrived(BODY);
		assertThat(seen[0]).isEqualTo(new OutgoingRequest(null, true, "POST", "127.0.0.1",
				URI.create(endpoint.url()).getPort(), "/a%20b" + CHAT_PATH, "api-version=2025-01-01-preview"));
	}

	@ParameterizedTest
	@EnumSource
	void aSourceThatFailsLeavesTheApplication(HttpLibrary library) {
		HttpCaller caller = library.create();
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> {
			throw new IllegalStateException();
		});
		try {
			assertThat(caller.post(endpoint.url() + CHAT, BODY).status()).isEqualTo(200);
		}
		finally {
			scope.close();
		}
		assertThat(Received.context(endpoint.last())).isEqualTo(APPLICATION_JSON);
	}

	@ParameterizedTest
	@EnumSource
	void callsOfTwoUsersAreNeverMixed(HttpLibrary library) throws Exception {
		HttpCaller caller = library.create();
		Map<String, UserSecurityContext> users = Map.of("alice", ALICE, "bob", BOB);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Callable<HttpCaller.Answer>> calls = IntStream.range(0, 200)
				.mapToObj((i) -> (i % 2 == 0) ? "alice" : "bob")
				.map((user) -> (Callable<HttpCaller.Answer>) () -> as(users.get(user),
						() -> caller.post(endpoint.url() + CHAT, "{\"user\":\"" + user + "\"}")))
				.toList();
			for (Future<HttpCaller.Answer> answer : executor.invokeAll(calls)) {
				assertThat(answer.get().status()).isEqualTo(200);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(endpoint.received()).hasSize(200)
			.allSatisfy((received) -> assertThat(Received.context(received))
				.isEqualTo(received.text().endsWith(",\"user\":\"alice\"}") ? ALICE_JSON : BOB_JSON));
	}

	private static ClientSettings settings(boolean enabled) {
		return new ClientSettings(null, enabled, "demo");
	}

	private static void assertArrived(String body) {
		ReceivedCall last = endpoint.last();
		assertThat(last.text()).isEqualTo(body);
		assertThat(last.headers().get("Content-length"))
			.containsExactly(String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
		assertThat(last.headers()).doesNotContainKey("Transfer-encoding");
	}

}
