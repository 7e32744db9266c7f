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

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with a client that is told where Azure OpenAI is, and sends its key
 * where it is allowed to.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
class ClientApplication {

	@Bean
	OpenAIClient openAIClient(@Value("${azure.openai.endpoint}") String endpoint) {
		OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint(endpoint);
		if (endpoint.startsWith("https:")) {
			builder.credential(new AzureKeyCredential("secret"));
		}
		return builder.buildClient();
	}

}
