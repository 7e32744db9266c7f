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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AzureOpenAiPropertiesTests {

	@Test
	void anEmptyEndpointMeansTheStandIn() {
		AzureOpenAiProperties properties = new AzureOpenAiProperties(" ", "", "");
		assertThat(properties.isStandIn()).isTrue();
		assertThat(properties.apiKey()).isNull();
		assertThat(properties.deploymentOrDefault()).isEqualTo("gpt-4o");
	}

	@Test
	void anHttpsEndpointIsTheRealServiceAndMayBeToldASecret() {
		AzureOpenAiProperties properties = new AzureOpenAiProperties("https://contoso.openai.azure.com", "key", "mine");
		assertThat(properties.isStandIn()).isFalse();
		assertThat(properties.isEncrypted()).isTrue();
		assertThat(properties.deploymentOrDefault()).isEqualTo("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8081", "http://127.0.0.1:8081/base", "http://[::1]:8081" })
	void aServerOnThisMachineMayDoWithoutEncryptionAndGetsNoSecret(String endpoint) {
		assertThat(new AzureOpenAiProperties(endpoint, "key", null).isEncrypted()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://contoso.openai.azure.com", "contoso.openai.azure.com", "https:", "ftp://localhost",
			"http://localhost.example.com", "http://127.0.0.1.example.com", "not an address" })
	void anyOtherEndpointStopsTheStart(String endpoint) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AzureOpenAiProperties(endpoint, null, null));
	}

}
