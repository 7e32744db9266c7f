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

package io.github.securitycontext.azure;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingBody;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which requests may carry a context.
 */
class AzureOpenAiEligibilityTests {

	private static final String DEPLOYMENT = "/openai/deployments/gpt/chat/completions";

	@ParameterizedTest
	@ValueSource(strings = { "2025-01-01", "2025-01-01-preview", "2025-03-01-preview", "2025-04-01-preview",
			"2025-10-21", "2026-01-01", "2030-12-31-preview", "2025-02-01-something" })
	void aDeploymentTakesItFromTheFirstVersionThatKnowsIt(String version) {
		assertThat(isEligible("POST", DEPLOYMENT, "api-version=" + version)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2022-12-01", "2023-05-15", "2024-02-01", "2024-10-21", "2024-12-01-preview", "2024-12-31",
			"2025", "2025-1-1", "2025-01", "2025-01-0", "2025-01-01preview", "2025-01-010", "20250101", "latest",
			"preview", "v1", "", "2025/01/01", "2025-01-01%20", " 2025-01-01", "x2025-01-01", "٢٠٢٥-٠١-٠١" })
	void aDeploymentWithAnOlderOrOddVersionDoesNotTakeIt(String version) {
		assertThat(isEligible("POST", DEPLOYMENT, "api-version=" + version)).isFalse();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anOlderVersionIsReportedOnceWithTheBeanAndTheFix(CapturedOutput output) {
		UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of);
		OutgoingRequest request = new OutgoingRequest("chat", true, "POST", "localhost", -1, DEPLOYMENT,
				"api-version=2024-10-21");
		ClientSettings client = new ClientSettings("chat", true, "demo");
		assertThat(attacher.judge(client, request).prepare()).isNull();
		assertThat(attacher.judge(client, request).prepare()).isNull();
		assertThat(attacher.judge(new ClientSettings("other", false, "demo"), request)).isNull();
		assertThat(output.toString().split("Calls of the bean 'chat' carry no user security context", -1)).hasSize(2);
		assertThat(output).contains("Use 2025-01-01-preview or later").doesNotContain("other");
	}

	@Test
	void aDeploymentWithoutAVersionDoesNotTakeIt() {
		assertThat(isEligible("POST", DEPLOYMENT, null)).isFalse();
		assertThat(isEligible("POST", DEPLOYMENT, "")).isFalse();
		assertThat(isEligible("POST", DEPLOYMENT, "api-version")).isFalse();
		assertThat(isEligible("POST", DEPLOYMENT, "x-api-version=2025-01-01")).isFalse();
		assertThat(isEligible("POST", DEPLOYMENT, "api-versions=2025-01-01")).isFalse();
	}

	@Test
	void theVersionIsFoundAmongOtherParameters() {
		assertThat(isEligible("POST", DEPLOYMENT, "a=b&api-version=2025-01-01-preview&c")).isTrue();
		assertThat(isEligible("POST", DEPLOYMENT, "&&a&api-version=2025-01-01-preview")).isTrue();
		assertThat(isEligible("POST", DEPLOYMENT, "a=api-version=2025-01-01-preview")).isFalse();
	}

	@Test
	void aVersionThatIsSetTwiceMustBeSupportedTwice() {
		assertThat(isEligible("POST", DEPLOYMENT, "api-version=2025-01-01-preview&api-version=2024-10-21")).isFalse();
		assertThat(isEligible("POST", DEPLOYMENT, "api-version=2024-10-21&api-version=2025-01-01-preview")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			null, true
			'', true
			a=b, true
			api-version=v1, true
			api-version=preview, true
			api-version=latest, true
			api-version=2025-01-01-preview, false
			api-version=2024-10-21, false
			api-version=, false
			api-version=Preview, false
			api-version=preview&api-version=2024-10-21, false
			""")
	void theUnifiedPathTakesItWithoutADate(String query, boolean eligible) {
		assertThat(isEligible("POST", "/openai/v1/chat/completions", query)).isEqualTo(eligible);
		assertThat(isEligible("POST", "/api/projects/p/openai/v1/chat/completions", query)).isEqualTo(eligible);
	}

	@ParameterizedTest
	@CsvSource({ "demo.openai.azure.com, true", "demo.services.ai.azure.com, true",
			"demo.cognitiveservices.azure.com, true", "demo.azure-api.net, true", "api.groq.com, false",
			"api.openai.com, false", "evilopenai.azure.com, false", "demo.openai.azure.com.example.com, false" })
	void theUnifiedPathOfAClientThatMayNotBeForAzureTakesItOnAzureHostsOnly(String host, boolean eligible) {
		OutgoingRequest request = new OutgoingRequest("client", false, "POST", host, -1, "/openai/v1/chat/completions",
				null);
		assertThat(isEligible(request)).isEqualTo(eligible);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gateway/ai/openai/deployments/gpt/chat/completions",
			"//openai/deployments/gpt/chat/completions", "/openai/openai/deployments/gpt/chat/completions",
			"/openai/deployments/a%2Fb/chat/completions", "/openai/deployments/%F0%9F%98%80/chat/completions",
			"/openai/deployments/chat/chat/completions" })
	void theEndpointMayHaveAPathAndTheDeploymentAnyName(String path) {
		assertThat(isEligible("POST", path, "api-version=2025-01-01-preview")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/openai/deployments/gpt/completions", "/openai/deployments/gpt/embeddings",
			"/openai/deployments/gpt/images/generations", "/openai/deployments/gpt/audio/speech",
			"/openai/deployments/gpt/audio/transcriptions", "/openai/files", "/openai/batches", "/openai/responses",
			"/openai/v1/responses", "/openai/v1/embeddings", "/openai/v1/completions", "/models/chat/completions",
			"/v1/chat/completions", "/chat/completions", "/deployments/gpt/chat/completions",
			"/openai/deployments//chat/completions", "/openai/deployments/gpt/x/chat/completions",
			"/openai/deployments/gpt/chat/completions/", "/openai/deployments/gpt/chat/completions/1",
			"/openai/deployments/gpt/extensions/chat/completions", "/OPENAI/deployments/gpt/chat/completions",
			"/xopenai/deployments/gpt/chat/completions", "openai/deployments/gpt/chat/completions", "/", "" })
	void noOtherPathTakesIt(String path) {
		assertThat(isEligible("POST", path, "api-version=2025-01-01-preview")).isFalse();
		assertThat(isEligible("POST", path, null)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "post", "" })
	void noOtherMethodTakesIt(String method) {
		assertThat(isEligible(method, DEPLOYMENT, "api-version=2025-01-01-preview")).isFalse();
	}

	@Test
	void aRequestThatMayNotCarryItIsNotLookedInto() {
		OutgoingRequest request = new OutgoingRequest("client", true, "POST", "localhost", -1, "/openai/files", null);
		AtomicBoolean asked = new AtomicBoolean();
		assertThat(TestCalls.attach(new ClientSettings("client", true, "demo"), request, () -> {
			asked.set(true);
			return null;
		})).isNull();
		assertThat(asked).isFalse();
	}

	private static boolean isEligible(String method, String path, @Nullable String query) {
		OutgoingRequest request = new OutgoingRequest("client", true, method, "localhost", -1, path, query);
		return isEligible(request);
	}

	private static boolean isEligible(OutgoingRequest request) {
		return TestCalls.attach(new ClientSettings("client", true, "demo"), request,
				() -> new OutgoingBody(ByteBuffer.wrap("{}".getBytes()), false)) != null;
	}

}
