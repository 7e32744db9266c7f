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

package io.github.securitycontext.attach;

import io.github.securitycontext.attach.EligibleRequests.Eligibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EligibleRequestsTests {

	private static OutgoingRequest request(String path, String query) {
		return new OutgoingRequest("client", true, "POST", "localhost", 8080, path, query);
	}

	@ParameterizedTest
	@CsvSource({ "2025-01-01, FULL", "2029-09-09-preview, FULL", "2024-12-31, WITH_OTHER_VERSION",
			"2025, WITH_OTHER_VERSION", "2025-01-0, WITH_OTHER_VERSION", "2025-01-01x, WITH_OTHER_VERSION" })
	void aDeploymentIsEligibleFromTheFirstVersionThatKnowsTheObject(String version, Eligibility eligibility) {
		assertThat(
				EligibleRequests.judge(request("/openai/deployments/gpt/chat/completions", "api-version=" + version)))
			.isEqualTo(eligibility);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&", "api-version", "api-version=", "api-version&x=1", "x=1&api-version",
			"api-version2=2025-01-01", "my-api-version=2025-01-01" })
	void aDeploymentIsNotEligibleWithoutAVersion(String query) {
		assertThat(EligibleRequests.judge(request("/openai/deployments/gpt/chat/completions", query)))
			.isEqualTo(Eligibility.WITH_OTHER_VERSION);
	}

	@ParameterizedTest
	@CsvSource({ "/openai/deployments/gpt/chat/completions, true", "/openai/v1/chat/completions, false",
			"/api/projects/p/openai/v1/responses, false", "/openai/files, false" })
	void onlyThePathOfADeploymentNamesTheModel(String path, boolean named) {
		assertThat(EligibleRequests.isModelInPath(path)).isEqualTo(named);
	}

	@Test
	void theTextOfARequestLeavesOutTheQuery() {
		assertThat(request("/openai/files", "key=secret"))
			.hasToString("OutgoingRequest[POST localhost:8080/openai/files]");
		assertThat(new OutgoingRequest(null, false, "GET", "a.example", -1, "/x", null))
			.hasToString("OutgoingRequest[GET a.example/x]");
		assertThat(new OutgoingRequest(null, false, "GET", "a.example", 0, "/x", null))
			.hasToString("OutgoingRequest[GET a.example:0/x]");
	}

}
