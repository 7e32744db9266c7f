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

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real reactive application on a real web server, whose {@code GET /chat} makes one
 * call to a {@link AzureOpenAiEndpoint}.
 */
public final class ReactiveChatServer extends ChatApplication<ReactiveWebServerApplicationContext> {

	private ReactiveChatServer(WebServer server, List<Class<?>> configuration, String... properties) {
		super(WebApplicationType.REACTIVE, ReactiveWebServerApplicationContext.class,
				Stream.concat(configuration.stream(), Stream.of(server.configuration, Application.class)).toList(),
				properties);
	}

	/**
	 * Starts.
	 * @param server the web server
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ReactiveChatServer on(WebServer server, List<Class<?>> configuration, String... properties) {
		return new ReactiveChatServer(server, configuration, properties);
	}

	/**
	 * Makes one call, once for each subscriber.
	 * @param client the client
	 * @return emits the answer
	 */
	public static Mono<String> ask(OpenAIAsyncClient client) {
		return client.getChatCompletions("gpt", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi"))))
			.map((completions) -> completions.getChoices().get(0).getMessage().getContent());
	}

	/**
	 * A web server.
	 */
	public enum WebServer {

		/** Reactor Netty. */
		NETTY(Netty.class),

		/** Tomcat. */
		TOMCAT(Tomcat.class),

		/** Jetty. */
		JETTY(Jetty.class);

		private final Class<?> configuration;

		WebServer(Class<?> configuration) {
			this.configuration = configuration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Netty {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tomcat {

		@Bean
		TomcatReactiveWebServerFactory webServerFactory() {
			return new TomcatReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Jetty {

		@Bean
		JettyReactiveWebServerFactory webServerFactory() {
			return new JettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@Primary
		OpenAIAsyncClient openAIAsyncClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildAsyncClient();
		}

		@Bean
		ChatController chatController(OpenAIAsyncClient client) {
			return new ChatController(client);
		}

	}

	@RestController
	static class ChatController {

		private final OpenAIAsyncClient client;

		ChatController(OpenAIAsyncClient client) {
			this.client = client;
		}

		@GetMapping("/chat")
		Mono<String> chat() {
			return ask(this.client);
		}

	}

}
