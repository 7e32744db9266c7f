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

package io.github.securitycontext.consumer;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application that uses {@code openai-java}.
 */
@SpringBootApplication
class OpenAiApplication {

	public static void main(String[] args) {
		SpringApplication.run(OpenAiApplication.class, args);
	}

	/**
	 * A client of a resource, whose paths name the deployment.
	 */
	@Bean
	OpenAIClient resource(@Value("${azure.openai.endpoint}") String endpoint) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint)
			.credential(AzureApiKeyCredential.create("key"))
			.azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
	}

	/**
	 * A client of a project in Foundry.
	 */
	@Bean
	OpenAIClient project(@Value("${azure.openai.endpoint}/api/projects/demo/openai/v1") String endpoint) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint)
			.credential(AzureApiKeyCredential.create("key"))
			.azureUrlPathMode(AzureUrlPathMode.UNIFIED)
			.build();
	}

}
