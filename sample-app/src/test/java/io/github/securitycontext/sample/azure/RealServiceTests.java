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

package io.github.securitycontext.sample.azure;

import java.util.Set;

import io.github.securitycontext.sample.SampleApplication;
import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.sample.received.ReceivedCall;
import io.github.securitycontext.sample.received.ReceivedCalls;
import io.github.securitycontext.sample.standin.AzureOpenAiStandIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample against a service that it did not start itself.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class RealServiceTests {

	private static final ReceivedCalls arrived = new ReceivedCalls();

	private static final AzureOpenAiStandIn service = new AzureOpenAiStandIn(Set.of("my-model"), arrived);

	@LocalServerPort
	int port;

	@BeforeAll
	static void start() {
		service.start();
	}

	@AfterAll
	static void stop() {
		service.stop();
	}

	@DynamicPropertySource
	static void useService(DynamicPropertyRegistry registry) {
		registry.add("sample.azure-openai.endpoint", service::endpoint);
		registry.add("sample.azure-openai.deployment", () -> "my-model");
	}

	@Test
	void thePageShowsWhatWasSentWhichIsWhatArrived() {
		SampleClient alice = SampleClient.program(this.port, "alice", "alice");
		alice.chat("asked");
		alice.stream("streamed");
		JsonNode sent = alice.received();
		assertThat(sent).hasSize(2);
		for (int i = 0; i < 2; i++) {
			ReceivedCall call = arrived.newestFirst().get(i);
			assertThat(sent.get(i).path("prompt").asString()).isEqualTo(call.prompt());
			assertThat(sent.get(i).path("path").asString()).isEqualTo(call.path());
			assertThat(sent.get(i).path("apiVersion").asString()).isEqualTo(call.apiVersion());
			assertThat(sent.get(i).path("rawUserSecurityContext").asString(null)).isEqualTo(call.userSecurityContext());
		}
	}

	@Test
	void thePageIsToldThatNoStandInAnswers() {
		SampleClient alice = SampleClient.program(this.port, "alice", "alice");
		assertThat(SampleClient.json(alice.get("/api/session")).path("standIn").asBoolean(true)).isFalse();
	}

}
