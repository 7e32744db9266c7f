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

package io.github.securitycontext.oauth2;

import java.util.List;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code azure-ai-openai}, in an application.
 */
@Configuration(proxyBeanMethods = false)
class AzureSdk {

	@Bean
	OpenAIClient azureClient(@Value("${azure.openai.endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
	}

	@Bean
	Model azureModel(OpenAIClient azureClient) {
		return (prompt) -> azureClient
			.getChatCompletions("gpt", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(prompt))))
			.getChoices()
			.get(0)
			.getMessage()
			.getContent();
	}

}
