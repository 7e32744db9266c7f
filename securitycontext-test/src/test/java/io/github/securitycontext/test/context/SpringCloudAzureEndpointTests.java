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

import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureAzureOpenAiEndpoint} without Spring Boot, and with an
 * application that sets a property which is left alone otherwise.
 */
@SpringJUnitConfig
@TestPropertySource(properties = "spring.cloud.azure.openai.endpoint=https://contoso.openai.azure.com")
@AutoConfigureAzureOpenAiEndpoint
class SpringCloudAzureEndpointTests {

	@Test
	void thePropertyPointsAtTheEndpoint(@Autowired AzureOpenAiEndpoint endpoint,
			@Value("${spring.cloud.azure.openai.endpoint}") String property) {
		assertThat(property).isEqualTo(endpoint.url());
	}

	@Configuration(proxyBeanMethods = false)
	static class NoBeans {

	}

}
