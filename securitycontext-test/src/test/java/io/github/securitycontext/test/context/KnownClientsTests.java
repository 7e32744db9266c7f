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

package io.github.securitycontext.test.context;

import java.util.List;

import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureAzureOpenAiEndpoint} without Spring Boot, and without a
 * property that is named.
 */
@SpringJUnitConfig
@AutoConfigureAzureOpenAiEndpoint
class KnownClientsTests {

	@Autowired
	private AzureOpenAiEndpoint endpoint;

	@Autowired
	private Environment environment;

	@Test
	void thePropertiesOfKnownClientsPointAtTheEndpoint() {
		assertThat(List.of("securitycontext-test.endpoint", "spring.ai.azure.openai.endpoint",
				"langchain4j.azure-open-ai.chat-model.endpoint",
				"langchain4j.azure-open-ai.streaming-chat-model.endpoint",
				"langchain4j.azure-open-ai.embedding-model.endpoint"))
			.allSatisfy((name) -> assertThat(this.environment.getProperty(name)).isEqualTo(this.endpoint.url()));
		assertThat(this.environment.getProperty("spring.ai.openai.base-url"))
			.isEqualTo(this.endpoint.url() + "/openai/v1");
		assertThat(this.environment.getProperty("spring.ai.openai.microsoft-foundry")).isEqualTo("true");
	}

	@Test
	void aClientOfSpringCloudAzureIsNotSwitchedOn() {
		assertThat(this.environment.containsProperty("spring.cloud.azure.openai.endpoint")).isFalse();
	}

	@Nested
	@TestPropertySource(properties = "spring.cloud.azure.openai.endpoint=https://contoso.openai.azure.com")
	class WithSpringCloudAzure {

		@Test
		void aClientOfSpringCloudAzureThatIsSwitchedOnPointsAtTheEndpoint(@Autowired AzureOpenAiEndpoint other,
				@Value("${spring.cloud.azure.openai.endpoint}") String property) {
			assertThat(property).isEqualTo(other.url());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoBeans {

	}

}
