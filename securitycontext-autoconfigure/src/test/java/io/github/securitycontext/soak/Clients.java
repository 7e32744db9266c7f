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

package io.github.securitycontext.soak;

import java.time.Duration;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A client of each library.
 */
@Configuration(proxyBeanMethods = false)
class Clients {

	private static final AzureOpenAIServiceVersion VERSION = AzureOpenAIServiceVersion.fromString("2025-01-01-preview");

	@Bean
	OpenAIClient azureClient(@Value("${endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
	}

	@Bean
	OpenAIAsyncClient azureAsyncClient(@Value("${endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint).buildAsyncClient();
	}

	@Bean
	com.openai.client.OpenAIClient openAiClient(@Value("${endpoint}") String endpoint) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint)
			.credential(AzureApiKeyCredential.create("key"))
			.azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(VERSION)
			.timeout(Duration.ofMinutes(1))
			.build();
	}

	@Bean
	OpenAiChatModel chatModel(@Value("${endpoint}") String endpoint) {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(endpoint)
				.apiKey("key")
				.model("gpt")
				.microsoftFoundry(true)
				.microsoftFoundryServiceVersion(VERSION)
				.build())
			.build();
	}

	@Bean
	RestClient restClient(@Value("${endpoint}") String endpoint,
			UserSecurityContextClientHttpRequestInterceptor interceptor) {
		return RestClient.builder()
			.baseUrl(endpoint)
			.requestInterceptor(interceptor.withAzureHosts("127.0.0.1"))
			.build();
	}

	@Bean
	WebClient webClient(@Value("${endpoint}") String endpoint, UserSecurityContextExchangeFilterFunction filter) {
		return WebClient.builder().baseUrl(endpoint).filter(filter.withAzureHosts("127.0.0.1")).build();
	}

	@Bean
	Calls calls(OpenAIClient azureClient, OpenAIAsyncClient azureAsyncClient,
			com.openai.client.OpenAIClient openAiClient, OpenAiChatModel chatModel, RestClient restClient,
			WebClient webClient) {
		return new Calls(azureClient, azureAsyncClient, openAiClient, chatModel, restClient, webClient);
	}

}
