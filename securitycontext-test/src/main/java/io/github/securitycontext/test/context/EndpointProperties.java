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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Points the properties of an application at the endpoint.
 */
final class EndpointProperties {

	private static final String OWN = "securitycontext-test.endpoint";

	private static final List<String> OF_CLIENTS = List.of("spring.ai.azure.openai.endpoint",
			"langchain4j.azure-open-ai.chat-model.endpoint", "langchain4j.azure-open-ai.streaming-chat-model.endpoint",
			"langchain4j.azure-open-ai.embedding-model.endpoint");

	// to set it where it is not would create a client
	private static final String SPRING_CLOUD_AZURE = "spring.cloud.azure.openai.endpoint";

	private EndpointProperties() {
	}

	/**
	 * Adds properties that win over all others.
	 * @param names the properties that are to have the URL, none for those of known
	 * clients
	 */
	static void add(ConfigurableEnvironment environment, String url, Collection<String> names) {
		Map<String, Object> properties = new LinkedHashMap<>();
		if (names.isEmpty()) {
			addKnown(environment, url, properties);
		}
		names.forEach((name) -> properties.put(name, url));
		properties.put(OWN, url);
		environment.getPropertySources().addFirst(new MapPropertySource("azureOpenAiEndpoint", properties));
	}

	private static void addKnown(ConfigurableEnvironment environment, String url, Map<String, Object> properties) {
		OF_CLIENTS.forEach((name) -> properties.put(name, url));
		properties.put("spring.ai.openai.base-url", url + "/openai/v1");
		properties.put("spring.ai.openai.microsoft-foundry", "true");
		if (environment.containsProperty(SPRING_CLOUD_AZURE)) {
			properties.put(SPRING_CLOUD_AZURE, url);
		}
	}

}
