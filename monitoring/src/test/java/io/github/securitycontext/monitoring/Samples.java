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

package io.github.securitycontext.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.sample.SampleApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Three instances of the sample application, in which calls have every outcome.
 */
final class Samples implements AutoCloseable {

	private final RefusingEndpoint refusing = new RefusingEndpoint();

	private final List<ServletWebServerApplicationContext> instances = new ArrayList<>();

	Samples() {
		try {
			start("sample.azure-openai.endpoint=", "securitycontext.missing.required=end-user-id");
			start("sample.azure-openai.endpoint=", "securitycontext.missing.required=end-user-id",
					"securitycontext.missing.action=reject");
			start("sample.azure-openai.endpoint=" + this.refusing.url());
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private void start(String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		this.instances.add((ServletWebServerApplicationContext) new SpringApplicationBuilder(SampleApplication.class,
				EveryFourthFails.class)
			.run(arguments.toArray(String[]::new)));
	}

	List<Integer> ports() {
		return this.instances.stream().map((instance) -> instance.getWebServer().getPort()).toList();
	}

	/**
	 * Lets users ask, and jobs for which nobody is signed in.
	 */
	void makeCalls() {
		for (ServletWebServerApplicationContext instance : this.instances) {
			for (String name : List.of("alice", "bob", "carol", "dave@example.com")) {
				SampleUser.ask(instance.getWebServer().getPort(), name);
			}
			askForNobody(instance.getBean(OpenAIClient.class));
		}
	}

	private static void askForNobody(OpenAIClient client) {
		try {
			client.getChatCompletions("gpt-4o",
					new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Sum up the day"))));
		}
		catch (MissingUserSecurityContextException ex) {
			// so it is configured
		}
	}

	@Override
	public void close() {
		this.instances.forEach(ServletWebServerApplicationContext::close);
		this.refusing.close();
	}

	/**
	 * An application with a bug.
	 */
	@Configuration(proxyBeanMethods = false)
	static class EveryFourthFails {

		@Bean
		UserSecurityContextCustomizer everyFourthFails() {
			AtomicInteger calls = new AtomicInteger();
			return (context, request) -> {
				if (calls.incrementAndGet() % 4 == 0) {
					throw new IllegalStateException("A bug");
				}
				return context;
			};
		}

	}

}
