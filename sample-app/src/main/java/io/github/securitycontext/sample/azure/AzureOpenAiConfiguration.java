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

import java.util.Set;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.securitycontext.sample.received.SeenCalls;
import io.github.securitycontext.sample.standin.StandIn;
import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The client, built the way any application would.
 */
@Configuration(proxyBeanMethods = false)
class AzureOpenAiConfiguration {

	@Bean
	OpenAIClient openAIClient(AzureOpenAiProperties properties, ObjectProvider<AzureOpenAiEndpoint> standIn,
			SeenCalls calls) {
		OpenAIClientBuilder builder = new OpenAIClientBuilder();
		if (properties.isStandIn()) {
			return builder.endpoint(standIn.getObject().url()).buildClient();
		}
		builder.endpoint(properties.endpoint()).addPolicy(new SentCallRecorder(calls));
		if (properties.isEncrypted()) {
			authenticate(builder, properties);
		}
		return builder.buildClient();
	}

	private static void authenticate(OpenAIClientBuilder builder, AzureOpenAiProperties properties) {
		if (properties.apiKey() != null) {
			builder.credential(new AzureKeyCredential(properties.apiKey()));
		}
		else {
			builder.credential(new DefaultAzureCredentialBuilder().build());
		}
	}

	// lazy: it starts only where the client asks for it
	@Bean
	@Lazy
	AzureOpenAiEndpoint azureOpenAiStandIn(AzureOpenAiProperties properties, SeenCalls calls) {
		AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();
		// the rule keeps those that the page shows
		endpoint.keepAtMost(0);
		endpoint.answerWith(new StandIn(Set.of(properties.deploymentOrDefault()), calls));
		return endpoint;
	}

}
