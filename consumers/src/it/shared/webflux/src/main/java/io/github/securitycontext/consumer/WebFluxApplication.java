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

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A reactive application that uses {@code azure-ai-openai}.
 */
@SpringBootApplication
class WebFluxApplication {

	public static void main(String[] args) {
		SpringApplication.run(WebFluxApplication.class, args);
	}

	@Bean
	OpenAIClientBuilder openAIClientBuilder(@Value("${azure.openai.endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint);
	}

	@Bean
	OpenAIAsyncClient openAIAsyncClient(OpenAIClientBuilder builder) {
		return builder.buildAsyncClient();
	}

	@Bean
	OpenAIClient openAIClient(OpenAIClientBuilder builder) {
		return builder.buildClient();
	}

}
