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

package io.github.securitycontext.sample.chat;

import java.net.http.HttpResponse;
import java.util.Set;

import io.github.securitycontext.sample.SampleApplication;
import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.sample.received.SeenCalls;
import io.github.securitycontext.sample.standin.StandIn;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.context.AutoConfigureAzureOpenAiEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chat while the service has no such deployment.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "sample.azure-openai.deployment=missing")
@AutoConfigureAzureOpenAiEndpoint(properties = "sample.azure-openai.endpoint")
class UnavailableModelTests {

	@LocalServerPort
	int port;

	@Autowired
	AzureOpenAiEndpoint azureOpenAiEndpoint;

	@BeforeEach
	void serveAnotherDeployment() {
		this.azureOpenAiEndpoint.answerWith(new StandIn(Set.of("another"), new SeenCalls()));
	}

	@Test
	void aFailureOfTheModelIsABadGatewayWithoutInternals() {
		assertBadGateway(SampleClient.program(this.port, "alice", "alice").chat("hello"));
	}

	@Test
	void aFailureBeforeTheFirstPieceIsABadGatewayForAStreamToo() {
		assertBadGateway(SampleClient.program(this.port, "alice", "alice").stream("hello"));
	}

	private void assertBadGateway(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("The assistant cannot answer")
			.doesNotContain("missing", "DeploymentNotFound", "Exception", this.azureOpenAiEndpoint.url());
	}

}
