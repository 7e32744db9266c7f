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

package io.github.securitycontext.actuate;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.github.securitycontext.support.ChatApplication;
import io.github.securitycontext.support.ChatServer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * The endpoint as operators see it.
 */
class UserSecurityContextEndpointTests {

	private static final String PATH = "/actuator/securitycontext";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=securitycontext";

	private static Map<String, Object> read(ChatServer server) {
		HttpResponse<String> response = server.get(PATH);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonParserFactory.getJsonParser().parseMap(response.body());
	}

	@Test
	void itSaysHowTheStarterIsConfiguredAndWhere() {
		try (ChatServer server = ChatServer.onTomcat(List.of(ObservedRequestTests.Servlets.class), EXPOSED,
				"securitycontext.end-user.pseudonym-key=very-secret-key",
				"securitycontext.source-ip.trusted-proxies=10.0.0.0/8,fd00::/8",
				"securitycontext.clients.openAIClient.application-name=other")) {
			assertThat(read(server)).extractingByKey("properties")
				.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.contains(entry("securitycontext.enabled", Map.of("value", true, "origin", "default")),
						entry("securitycontext.end-user.fallback", Map.of("value", "name", "origin", "default")),
						entry("securitycontext.end-user.pseudonym-key",
								Map.of("value", "******", "origin", origin("securitycontext.end-user.pseudonym-key"))),
						entry("securitycontext.source-ip.trusted-proxies",
								Map.of("value", List.of("10.0.0.0/8", "fd00::/8"), "origin",
										origin("securitycontext.source-ip.trusted-proxies"))),
						entry("securitycontext.clients.openAIClient.application-name",
								Map.of("value", "other", "origin",
										origin("securitycontext.clients.openAIClient.application-name"))),
						entry("securitycontext.application-name",
								Map.of("value", "demo", "origin", origin("spring.application.name"))));
			assertThat(server.get(PATH).body()).doesNotContain("very-secret");
		}
	}

	private static String origin(String argument) {
		return "\"" + argument + "\" from property source \"commandLineArgs\"";
	}

	@Test
	void itSaysWhichClientsThereAreAndWhatBecameOfCallsAndNothingOfUsers() {
		try (ChatServer server = ChatServer.onTomcat(List.of(ObservedRequestTests.Servlets.class), EXPOSED)) {
			server.chat("Authorization", ChatApplication.basic("alice", "secret"));
			server.chat();
			server.chat();

			Map<String, Object> status = read(server);
			assertThat(status).containsOnlyKeys("properties", "clients", "calls", "problems");
			assertThat(status.get("clients")).isEqualTo(Map.of("openAIClient",
					Map.of("covered", true, "coverage", "covered", "description", "its calls carry the context",
							"library", "azure-ai-openai", "endpoint", server.endpoint().url(), "apiVersion",
							"2025-01-01-preview")));
			assertThat(status.get("calls")).extracting("outcomes")
				.isEqualTo(Map.of("attached", Map.of("none", 1), "without-user", Map.of("not-authenticated", 2)));
			assertThat(status.get("calls")).extracting("since").asString().matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
			assertThat(server.get(PATH).body()).doesNotContain("alice").doesNotContain("127.0.0.1\"");
		}
	}

	@Test
	void itSaysWhatWasWarnedOf() {
		try (ChatServer server = ChatServer.onTomcat(List.of(ObservedRequestTests.Servlets.class), EXPOSED,
				"securitycontext.clients.ghost.enabled=false")) {
			assertThat(read(server).get("problems").toString())
				.contains("The properties securitycontext.clients.ghost have no effect");
		}
	}

	@Test
	void itIsNotThereUnlessItIsExposed() {
		try (ChatServer server = ChatServer.onTomcat(List.of(ObservedRequestTests.Servlets.class))) {
			assertThat(server.get(PATH).statusCode()).isEqualTo(404);
			assertThat(server.context().getBeansOfType(UserSecurityContextEndpoint.class)).isEmpty();
			assertThat(server.context().getBeansOfType(CallCounts.class)).isEmpty();
		}
	}

}
