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

package io.github.securitycontext.support;

import java.util.List;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real application on a real servlet container, whose {@code GET /chat} makes one call
 * to a {@link AzureOpenAiEndpoint}.
 */
public final class ChatServer extends ChatApplication<ServletWebServerApplicationContext> {

	private ChatServer(Class<?> server, List<Class<?>> configuration, String... properties) {
		super(WebApplicationType.SERVLET, ServletWebServerApplicationContext.class,
				Stream.concat(configuration.stream(), Stream.of(server, Application.class)).toList(), properties);
	}

	/**
	 * Starts on Tomcat.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onTomcat(List<Class<?>> configuration, String... properties) {
		return new ChatServer(Tomcat.class, configuration, properties);
	}

	/**
	 * Starts on Jetty.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onJetty(List<Class<?>> configuration, String... properties) {
		return new ChatServer(Jetty.class, configuration, properties);
	}

	/**
	 * Starts on Undertow, with HTTP/2.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onUndertow(List<Class<?>> configuration, String... properties) {
		return new ChatServer(Undertow.class, configuration, properties);
	}

	/**
	 * Makes one call.
	 * @param client the client
	 * @return the answer
	 */
	public static String ask(OpenAIClient client) {
		return client.getChatCompletions("gpt", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi"))))
			.getChoices()
			.get(0)
			.getMessage()
			.getContent();
	}

	@Configuration(proxyBeanMethods = false)
	static class Tomcat {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Jetty {

		@Bean
		JettyServletWebServerFactory webServerFactory() {
			return new JettyServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Undertow {

		@Bean
		UndertowServletWebServerFactory webServerFactory(
				@Value("${server.forward-headers-strategy:none}") String forwardHeadersStrategy) {
			return new UndertowServletWebServerFactory("native".equals(forwardHeadersStrategy));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		OpenAIClient openAIClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
		}

		@Bean
		ChatController chatController(OpenAIClient client) {
			return new ChatController(client);
		}

	}

	@RestController
	static class ChatController {

		private final OpenAIClient client;

		ChatController(OpenAIClient client) {
			this.client = client;
		}

		@GetMapping("/chat")
		String chat() {
			return ask(this.client);
		}

	}

}
