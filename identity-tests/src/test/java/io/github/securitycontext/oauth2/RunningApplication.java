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

package io.github.securitycontext.oauth2;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application under test. It calls an endpoint of its own, with both SDKs for each
 * question.
 */
final class RunningApplication implements AutoCloseable {

	private static final String[] ARGUMENTS = { "--server.port=0", "--server.address=127.0.0.1",
			"--spring.application.name=chat", "--spring.main.banner-mode=off", "--logging.level.root=warn",
			// the threads of the SDKs, of which Tomcat warns
			"--logging.level.org.apache.catalina.loader=error",
			// two users, who get each other's threads
			"--server.tomcat.threads.max=2", "--server.tomcat.threads.min-spare=2" };

	private static final String ISSUERS = "securitycontext.end-user.issuers=";

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final ServletWebServerApplicationContext context;

	private RunningApplication(List<Class<?>> configuration, List<String> properties) {
		List<Class<?>> sources = new ArrayList<>(configuration);
		sources.add(ChatApplication.class);
		List<String> arguments = new ArrayList<>(List.of(ARGUMENTS));
		arguments.add("--azure.openai.endpoint=" + this.endpoint.url());
		if (properties.stream().noneMatch((property) -> property.startsWith(ISSUERS))) {
			arguments.add("--" + ISSUERS + Tenant.believedIssuers());
		}
		properties.forEach((property) -> arguments.add("--" + property));
		try {
			this.context = (ServletWebServerApplicationContext) new SpringApplication(sources.toArray(Class<?>[]::new))
				.run(arguments.toArray(String[]::new));
		}
		catch (RuntimeException ex) {
			this.endpoint.close();
			throw ex;
		}
	}

	/**
	 * Starts an application.
	 * @param configuration what it has beyond a {@link ChatApplication}
	 * @param properties in the form {@code name=value}
	 */
	static RunningApplication start(List<Class<?>> configuration, String... properties) {
		return new RunningApplication(configuration, List.of(properties));
	}

	/**
	 * Starts an API that accepts the JWTs of all tenants.
	 */
	static RunningApplication startApi(AppRegistration registration, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("api.issuers=" + Tenant.acceptedIssuers(), "api.audience=" + registration.id()));
		all.addAll(List.of(properties));
		return new RunningApplication(List.of(MultiTenantApi.class), all);
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.context.getWebServer().getPort() + path);
	}

	AzureOpenAiEndpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Asks something, and returns the context of each call that was made for it.
	 */
	List<String> ask(Caller caller) {
		String prompt = UUID.randomUUID().toString();
		HttpResponse<String> response = caller.get(uri("/ask?prompt=" + prompt));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		List<String> contexts = contextsOf(prompt);
		assertThat(contexts).hasSize(2);
		return contexts;
	}

	/**
	 * Asserts that somebody is turned away, before a model is asked.
	 */
	void refuse(Caller caller) {
		int calls = this.endpoint.received().size();
		assertThat(caller.get(uri("/ask?prompt=hello")).statusCode()).isEqualTo(401);
		assertThat(this.endpoint.received()).hasSize(calls);
	}

	/**
	 * Returns the context of each call in which a model was asked something.
	 */
	List<String> contextsOf(String prompt) {
		return this.endpoint.received()
			.stream()
			.filter((call) -> call.text().contains("\"" + prompt + "\""))
			.map(ReceivedCall::userSecurityContext)
			.map(String::valueOf)
			.toList();
	}

	@Override
	public void close() {
		this.context.close();
		this.endpoint.close();
	}

}
