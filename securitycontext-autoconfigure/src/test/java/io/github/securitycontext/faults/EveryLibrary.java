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

package io.github.securitycontext.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.ClientCalls;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that has a client of every library, and makes every kind of call.
 */
final class EveryLibrary implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	EveryLibrary(AzureOpenAiEndpoint endpoint, String... properties) {
		this.context = new SpringApplicationBuilder(Clients.class, ClientCalls.AzureOpenAi.class,
				ClientCalls.OpenAiJava.class, ClientCalls.SpringAi.class, ClientCalls.LangChain4j.class,
				ClientCalls.Rest.class)
			.web(WebApplicationType.NONE)
			.properties("spring.application.name=demo", "securitycontext.clients-outside-spring=true",
					"spring.main.banner-mode=off", "endpoint=" + endpoint.url())
			.properties(properties)
			.run();
	}

	/**
	 * The calls of all libraries, by their names.
	 */
	Map<String, Runnable> calls() {
		return calls(ClientCalls.Calls::byNames);
	}

	/**
	 * The same for a deployment of its own, of which the starter knows nothing yet.
	 */
	Map<String, Runnable> calls(String deployment) {
		return calls((library) -> library.byNames(deployment));
	}

	private Map<String, Runnable> calls(Function<ClientCalls.Calls, Map<String, Runnable>> byNames) {
		Map<String, Runnable> calls = new LinkedHashMap<>();
		this.context.getBeansOfType(ClientCalls.Calls.class)
			.values()
			.forEach((library) -> calls.putAll(byNames.apply(library)));
		return calls;
	}

	/**
	 * Makes a call, and returns what it fails with, or {@code null}.
	 */
	static @Nullable Throwable failureOf(Runnable call) {
		try {
			call.run();
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	/**
	 * Lets something work on the context of every call.
	 */
	void customize(@Nullable UserSecurityContextCustomizer customizer) {
		this.context.getBean(ChangingCustomizer.class).current = customizer;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Clients {

		@Bean
		OpenAIClient client(@Value("${endpoint}") String endpoint) {
			return ClientCalls.azureOpenAi(endpoint).buildClient();
		}

		@Bean
		ChangingCustomizer customizer() {
			return new ChangingCustomizer();
		}

	}

	static final class ChangingCustomizer implements UserSecurityContextCustomizer {

		private volatile @Nullable UserSecurityContextCustomizer current;

		@Override
		public @Nullable UserSecurityContext customize(UserSecurityContext context, OutgoingRequest request) {
			UserSecurityContextCustomizer customizer = this.current;
			return (customizer != null) ? customizer.customize(context, request) : context;
		}

	}

}
