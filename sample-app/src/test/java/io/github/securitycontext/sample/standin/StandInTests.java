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

package io.github.securitycontext.sample.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;

import io.github.securitycontext.sample.received.SeenCalls;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class StandInTests {

	private static final String PATH = "/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01-preview";

	private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

	private final SeenCalls calls = new SeenCalls();

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final HttpClient http = HttpClient.newHttpClient();

	@BeforeEach
	void start() {
		this.endpoint.answerWith(new StandIn(Set.of("gpt-4o"), this.calls));
	}

	@AfterEach
	void stop() {
		this.endpoint.close();
	}

	@Test
	void aCallIsAnsweredAsTheServiceDoes() {
		HttpResponse<String> response = post(PATH, "{" + MESSAGES + "}");
		JsonNode answer = JsonMapper.shared().readTree(response.body());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
		assertThat(answer.at("/choices/0/message/content").asString()).startsWith("Hello!");
		assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
		assertThat(answer.at("/prompt_filter_results/0/content_filter_results/jailbreak/detected").asBoolean(true))
			.isFalse();
		assertThat(answer.at("/usage/total_tokens").asInt()).isPositive();
	}

	@Test
	void aStreamConsistsOfChunksAndEndsWithDone() {
		HttpResponse<String> response = post(PATH,
				"{\"stream\":true,\"stream_options\":{\"include_usage\":true}," + MESSAGES + "}");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		String[] events = response.body().split("\n\n");
		assertThat(events).hasSizeGreaterThan(5).allMatch((event) -> event.startsWith("data: "));
		assertThat(events[0]).contains("prompt_filter_results");
		assertThat(events[events.length - 2]).contains("total_tokens");
		assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
		assertThat(Arrays.stream(events, 0, events.length - 1)
			.map((event) -> JsonMapper.shared().readTree(event.substring(6)))
			.map((chunk) -> chunk.at("/choices/0/delta/content").asString(""))
			.reduce("", String::concat)).startsWith("Hello!");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/openai/v1/chat/completions", "/openai/deployments/gpt-4o/completions",
			"/openai/deployments/gpt-4o/chat/completions", "/openai/deployments/gpt-4o/chat/completions?api-version=",
			"/openai/deployments/gpt-4o/chat/completions?api-version=latest",
			"/openai/deployments/gpt-4o/chat/completions?api-version=2025-13-01",
			"/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01-beta",
			"/openai/deployments/a/b/chat/completions?api-version=2025-01-01" })
	void anotherPathOrVersionIsNotFound(String path) {
		assertError(post(path, "{" + MESSAGES + "}"), 404, "Resource not found");
	}

	@Test
	void anotherMethodIsNotFound() {
		assertError(send(HttpRequest.newBuilder().GET(), PATH), 404, "Resource not found");
	}

	@Test
	void anUnknownDeploymentIsNotFound() {
		HttpResponse<String> response = post(PATH.replace("gpt-4o", "other"), "{" + MESSAGES + "}");
		assertError(response, 404, "The API deployment for this resource does not exist");
		assertThat(response.body()).contains("\"code\":\"DeploymentNotFound\"");
	}

	@Test
	void anUnknownMemberIsNotRecognized() {
		HttpResponse<String> response = post(PATH, "{\"user_security_contexts\":{}," + MESSAGES + "}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body())
			.isEqualTo("{\"error\":{\"message\":\"Unrecognized request argument supplied: user_security_contexts\","
					+ "\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
	}

	@Test
	void anOlderVersionDoesNotKnowTheContext() {
		String path = PATH.replace("2025-01-01-preview", "2024-10-21");
		assertThat(post(path, "{" + MESSAGES + "}").statusCode()).isEqualTo(200);
		assertError(post(path, "{\"user_security_context\":{}," + MESSAGES + "}"), 400,
				"Unrecognized request argument supplied: user_security_context");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"text\"", "[]", "1", "true" })
	void aContextThatIsNoObjectIsRefused(String context) {
		assertError(post(PATH, "{\"user_security_context\":" + context + "," + MESSAGES + "}"), 400,
				"Invalid type for 'user_security_context'");
		assertThat(this.calls.newestFirst()).isEmpty();
	}

	@Test
	void aMisspeltMemberOfTheContextIsAcceptedInSilence() {
		String context = "{\"end_user_Id\":\"x\", \"sourceIp\":\"\\u0031\"}";
		assertThat(post(PATH, "{" + MESSAGES + ",\"user_security_context\": " + context + "}").statusCode())
			.isEqualTo(200);
		assertThat(this.calls.newestFirst()).singleElement()
			.satisfies((call) -> assertThat(call.userSecurityContext()).isEqualTo(context));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "hello", "{} {}" })
	void aBodyThatIsNoJsonObjectIsRefused(String body) {
		assertError(post(PATH, body), 400, "We could not parse the JSON body");
	}

	@Test
	void aBodyNeedsMessages() {
		assertError(post(PATH, "{}"), 400, "Missing required parameter: 'messages'");
		assertError(post(PATH, "{\"messages\":[]}"), 400, "Invalid type for 'messages'");
	}

	private static void assertError(HttpResponse<String> response, int status, String message) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(JsonMapper.shared().readTree(response.body()).at("/error/message").asString()).startsWith(message);
	}

	private HttpResponse<String> post(String path, String body) {
		return send(
				HttpRequest.newBuilder().header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)),
				path);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String path) {
		try {
			return this.http.send(request.uri(URI.create(this.endpoint.url() + path)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
