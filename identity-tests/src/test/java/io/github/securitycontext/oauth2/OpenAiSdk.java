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

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code openai-java}, in an application.
 */
@Configuration(proxyBeanMethods = false)
class OpenAiSdk {

	@Bean
	OpenAIClient openAiClient(@Value("${azure.openai.endpoint}") String endpoint) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint)
			.credential(AzureApiKeyCredential.create("key"))
			.azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
	}

	@Bean
	Model openAiModel(OpenAIClient openAiClient) {
		return (prompt) -> openAiClient.chat()
			.completions()
			.create(ChatCompletionCreateParams.builder().model("gpt").addUserMessage(prompt).build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow();
	}

}
