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

import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/**
 * A real application on a real web server, whose {@code GET /chat} makes one call to a
 * {@link AzureOpenAiEndpoint}.
 *
 * @param <C> the type of the application's context
 */
public abstract class ChatApplication<C extends ConfigurableWebServerApplicationContext> implements AutoCloseable {

	private final C context;

	private final AzureOpenAiEndpoint endpoint;

	private final HttpClient http = HttpClient.newHttpClient();

	/**
	 * Starts.
	 * @param webApplicationType which kind of web application it is
	 * @param contextType the type of the application's context
	 * @param sources the classes of the application
	 * @param properties in the form {@code name=value}
	 */
	protected ChatApplication(WebApplicationType webApplicationType, Class<C> contextType, List<Class<?>> sources,
			String... properties) {
		SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
		application.setWebApplicationType(webApplicationType);
		this.endpoint = AzureOpenAiEndpoint.start();
		this.endpoint.answerWith(new TimeTool());
		try {
			List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.application.name=demo",
					"--endpoint=" + this.endpoint.url(), "--spring.main.banner-mode=off"));
			Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
			this.context = contextType.cast(application.run(arguments.toArray(String[]::new)));
		}
		catch (RuntimeException ex) {
			this.endpoint.close();
			throw ex;
		}
	}

	/**
	 * Sends a request.
	 * @param path the path
	 * @param headers names and values in turn; a name may be repeated
	 */
	public HttpResponse<String> get(String path, String... headers) {
		try {
			return this.http.send(request(path, headers), HttpResponse.BodyHandlers.ofString());
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
	 * Returns a request.
	 * @param path the path
	 * @param headers names and values in turn; a name may be repeated
	 */
	public HttpRequest request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return request.build();
	}

	/**
	 * Makes a call by {@code GET /chat}, and returns the context that arrived with it, as
	 * JSON text, or {@code null} if there was none.
	 */
	public String chat(String... headers) {
		requireOk(get("/chat", headers));
		return Received.context(this.endpoint.last());
	}

	/**
	 * Makes calls by a request, and returns the contexts that arrived with them.
	 */
	public List<String> calls(String path, String... headers) {
		this.endpoint.clear();
		requireOk(get(path, headers));
		return contexts();
	}

	private static void requireOk(HttpResponse<?> response) {
		if (response.statusCode() != 200) {
			throw new IllegalStateException("Status " + response.statusCode());
		}
	}

	/**
	 * Returns the contexts of all calls that arrived, in their order.
	 */
	public List<String> contexts() {
		return this.endpoint.received().stream().map(Received::context).toList();
	}

	public static String basic(String user, String password) {
		byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(credentials);
	}

	public AzureOpenAiEndpoint endpoint() {
		return this.endpoint;
	}

	public C context() {
		return this.context;
	}

	public int port() {
		return this.context.getWebServer().getPort();
	}

	@Override
	public void close() {
		this.context.close();
		this.endpoint.close();
	}

}
