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

import io.github.securitycontext.sample.SampleApplication;
import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import io.github.securitycontext.test.context.AutoConfigureAzureOpenAiEndpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample against a service that it did not start itself.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "sample.azure-openai.deployment=my-model")
@AutoConfigureAzureOpenAiEndpoint(properties = "sample.azure-openai.endpoint")
class RealServiceTests {

	@LocalServerPort
	int port;

	@Autowired
	AzureOpenAiEndpoint azureOpenAiEndpoint;

	@Test
	void thePageShowsWhatWasSentWhichIsWhatArrived() {
		SampleClient alice = SampleClient.program(this.port, "alice", "alice");
		alice.chat("asked");
		alice.stream("streamed");
		JsonNode sent = alice.received();
		assertThat(sent).hasSize(2);
		assertThat(this.azureOpenAiEndpoint).hasSize(2).everyCallNamesItsUser();
		for (int i = 0; i < 2; i++) {
			ReceivedCall call = this.azureOpenAiEndpoint.received().get(1 - i);
			assertThat(sent.get(i).path("prompt").asString()).isEqualTo((i == 0) ? "streamed" : "asked");
			assertThat(sent.get(i).path("path").asString()).isEqualTo(call.path());
			assertThat(call.query()).isEqualTo("api-version=" + sent.get(i).path("apiVersion").asString());
			assertThat(call.userSecurityContext()).hasToString(sent.get(i).path("rawUserSecurityContext").asString());
		}
	}

	@Test
	void thePageIsToldThatNoStandInAnswers() {
		SampleClient alice = SampleClient.program(this.port, "alice", "alice");
		assertThat(SampleClient.json(alice.get("/api/session")).path("standIn").asBoolean(true)).isFalse();
	}

}
