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

package io.github.securitycontext.propagation;

import java.util.List;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients of an application, and one call with each of them, which a prompt tells
 * apart.
 */
@Configuration(proxyBeanMethods = false)
class AiClients {

	@Bean
	OpenAIAsyncClient asyncClient(@Value("${endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint).buildAsyncClient();
	}

	@Bean
	com.openai.client.OpenAIClient openAiJavaClient(@Value("${endpoint}") String endpoint) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint)
			.credential(AzureApiKeyCredential.create("key"))
			.azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
	}

	@Bean
	WebClient webClient(@Value("${endpoint}") String endpoint, UserSecurityContextExchangeFilterFunction filter) {
		return WebClient.builder()
			.baseUrl(endpoint + "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview")
			.filter(filter.withAzureHosts("127.0.0.1"))
			.build();
	}

	@Bean
	Ai ai(OpenAIClient azure, OpenAIAsyncClient azureAsync, com.openai.client.OpenAIClient openAi,
			WebClient webClient) {
		return new Ai(azure, azureAsync, openAi, webClient);
	}

	record Ai(OpenAIClient azure, OpenAIAsyncClient azureAsync, com.openai.client.OpenAIClient openAi,
			WebClient webClient) {

		/**
		 * Makes a call that blocks.
		 */
		String ask(String prompt) {
			return answer(this.azure.getChatCompletions("gpt", options(prompt)));
		}

		/**
		 * Makes a call that blocks, with another library.
		 */
		String askOpenAi(String prompt) {
			return this.openAi.chat()
				.completions()
				.create(ChatCompletionCreateParams.builder().model("gpt").addUserMessage(prompt).build())
				.model();
		}

		Mono<String> askAsync(String prompt) {
			return this.azureAsync.getChatCompletions("gpt", options(prompt)).map(Ai::answer);
		}

		Flux<String> stream(String prompt) {
			return this.azureAsync.getChatCompletionsStream("gpt", options(prompt)).map(ChatCompletions::getId);
		}

		/**
		 * Makes a call with the {@link WebClient}.
		 */
		Mono<String> post(String prompt) {
			return this.webClient.post()
				.header("Content-Type", "application/json")
				.bodyValue("{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}")
				.retrieve()
				.bodyToMono(String.class);
		}

		private static ChatCompletionsOptions options(String prompt) {
			return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(prompt)));
		}

		private static String answer(ChatCompletions completions) {
			return completions.getChoices().get(0).getMessage().getContent();
		}

	}

}
