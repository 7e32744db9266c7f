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

package io.github.securitycontext.consumer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the metrics and the endpoint.
 */
@TestPropertySource(properties = { "management.endpoints.web.exposure.include=health,prometheus,securitycontext",
		"management.prometheus.metrics.export.enabled=true",
		// its observations would be the ones that tell of calls, not those of requests
		"management.observations.enable.spring.security=false" })
class ActuatorTests extends ConsumerTest {

	private final HttpClient http = HttpClient.newHttpClient();

	@Value("${local.server.port}")
	private int port;

	@Test
	void callsAreCountedAndRequestsWithAndWithoutThemToo() throws Exception {
		get("health");
		contextsOfCallsFor("/call");
		get("health");

		String scraped = get("prometheus");
		assertThat(scraped)
			.containsPattern("securitycontext_calls_total\\{client=\"[^\"]+\","
					+ "fields=\"application_name,end_user_id,source_ip\",outcome=\"attached\",reason=\"none\"}")
			.contains("securitycontext_attach_seconds_bucket{");
		assertThat(scraped.lines().filter((line) -> line.startsWith("http_server_requests_seconds_count{")))
			.anyMatch((line) -> line.contains("uri=\"/call\""))
			.anyMatch((line) -> line.contains("uri=\"/actuator/health\""))
			.noneMatch((line) -> line.contains("securitycontext_"));
	}

	@Test
	void theEndpointTellsOfClientsCallsAndProperties() throws Exception {
		contextsOfCallsFor("/call");

		String status = get("securitycontext");
		assertThat(JsonPath.<Iterable<Boolean>>read(status, "$.clients[*].covered")).isNotEmpty().containsOnly(true);
		assertThat(JsonPath.<Integer>read(status, "$.calls.outcomes.attached.none")).isPositive();
		assertThat(JsonPath.<String>read(status, "$.calls.since")).matches("\\d{4}-.*Z");
		assertThat(JsonPath.<String>read(status, "$.properties['securitycontext.application-name'].origin"))
			.contains("application.yaml");
		assertThat(JsonPath.<Boolean>read(status, "$.properties['securitycontext.end-user.enabled'].value")).isTrue();
		assertThat(status).doesNotContain("alice");
	}

	private String get(String endpoint) throws Exception {
		String credentials = Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/" + endpoint))
				.header("Authorization", "Basic " + credentials)
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

}
