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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real application on a real servlet container, whose {@code GET /chat} makes one call
 * to a {@link RecordingEndpoint}.
 */
public final class ChatServer implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private final RecordingEndpoint endpoint;

	private final HttpClient http = HttpClient.newHttpClient();

	private ChatServer(ServletWebServerApplicationContext context, RecordingEndpoint endpoint) {
		this.context = context;
		this.endpoint = endpoint;
	}

	/**
	 * Starts on Tomcat.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onTomcat(List<Class<?>> configuration, String... properties) {
		return run(Tomcat.class, configuration, properties);
	}

	/**
	 * Starts on Jetty.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onJetty(List<Class<?>> configuration, String... properties) {
		return run(Jetty.class, configuration, properties);
	}

	/**
	 * Starts on Undertow, with HTTP/2.
	 * @param configuration classes to add to the application
	 * @param properties in the form {@code name=value}
	 */
	public static ChatServer onUndertow(List<Class<?>> configuration, String... properties) {
		return run(Undertow.class, configuration, properties);
	}

	private static ChatServer run(Class<?> server, List<Class<?>> configuration, String... properties) {
		List<Class<?>> sources = new ArrayList<>(configuration);
		sources.addAll(List.of(server, Application.class));
		SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
		RecordingEndpoint endpoint = new RecordingEndpoint();
		try {
			List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.application.name=demo",
					"--endpoint=" + endpoint.url(), "--spring.main.banner-mode=off"));
			Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
			ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
			return new ChatServer((ServletWebServerApplicationContext) context, endpoint);
		}
		catch (RuntimeException ex) {
			endpoint.close();
			throw ex;
		}
	}

	/**
	 * Sends a request.
	 * @param path the path
	 * @param headers names and values in turn; a name may be repeated
	 */
	public HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.context.getWebServer().getPort() + path));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Makes a call by {@code GET /chat}, and returns the context that arrived with it, as
	 * JSON text, or {@code null} if there was none.
	 */
	public String chat(String... headers) {
		HttpResponse<String> response = get("/chat", headers);
		if (response.statusCode() != 200) {
			throw new IllegalStateException("Status " + response.statusCode());
		}
		return this.endpoint.last().context();
	}

	public static String basic(String user, String password) {
		byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(credentials);
	}

	public RecordingEndpoint endpoint() {
		return this.endpoint;
	}

	public ServletWebServerApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
		this.endpoint.close();
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
