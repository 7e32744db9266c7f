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

package io.github.securitycontext.aot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Alice, who talks to the sample application.
 */
final class Alice {

	private static final String CREDENTIALS = "Basic "
			+ Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));

	private static final HttpClient http = HttpClient.newHttpClient();

	private Alice() {
	}

	/**
	 * Asks something, and returns what the call to Azure OpenAI said about its user.
	 * @param port where the sample listens
	 * @return the user security context; a missing node if there was none
	 */
	static JsonNode askAndFindContext(int port) throws IOException, InterruptedException {
		HttpResponse<String> answer = send(request(port, "/api/chat").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"How many days of holiday do I have?\"}")));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode received = JsonMapper.shared().readTree(send(request(port, "/api/received")).body());
		assertThat(received).isNotEmpty();
		return received.get(0).path("userSecurityContext");
	}

	private static HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("Authorization", CREDENTIALS);
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
