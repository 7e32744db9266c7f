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

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.util.Context;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.azure.FakeHttpClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Applications for an {@link IsolatedApplication}. They are in no package of the starter:
 * Spring Boot reads all classes of an application's own package, needed or not.
 */
public final class IsolatedApplications {

	private IsolatedApplications() {
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> configuration) {
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(type);
		return application.run("--spring.application.name=demo", "--spring.main.banner-mode=off", "--server.port=0");
	}

	private static String adapter(ConfigurableApplicationContext context) {
		return context.getBean(ClientAdapter.class).getClass().getName();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Plain implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			return beans(WebApplicationType.NONE, Plain.class);
		}

		static List<String> beans(WebApplicationType type, Class<?> configuration) {
			try (ConfigurableApplicationContext context = run(type, configuration)) {
				return Arrays.stream(context.getBeanDefinitionNames())
					.map((name) -> context.getBean(name).getClass().getName())
					.filter((name) -> name.startsWith("io.github.securitycontext."))
					.toList();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Web implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			return Plain.beans(WebApplicationType.SERVLET, Web.class);
		}

		/**
		 * Tomcat can be started in one class loader of a process only.
		 */
		@Bean
		JettyServletWebServerFactory webServer() {
			return new JettyServletWebServerFactory();
		}

	}

	public static class PlainThenWeb implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			return Stream.of(new Plain(), new Web()).flatMap((application) -> application.get().stream()).toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class OpenAi implements Supplier<List<String>> {

		@Bean
		com.openai.client.OpenAIClient client() {
			return OpenAIOkHttpClient.builder().baseUrl("https://demo.openai.azure.com").apiKey("key").build();
		}

		@Override
		public List<String> get() {
			try (ConfigurableApplicationContext context = run(WebApplicationType.NONE, OpenAi.class)) {
				Object client = context.getBean(com.openai.client.OpenAIClient.class);
				return List.of(adapter(context), Proxy.isProxyClass(client.getClass()) ? "a proxy" : "no proxy");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Azure implements Supplier<List<String>> {

		@Bean
		FakeHttpClient http() {
			return new FakeHttpClient();
		}

		@Bean
		OpenAIClient client(FakeHttpClient http) {
			return new OpenAIClientBuilder().endpoint("https://demo.openai.azure.com").httpClient(http).buildClient();
		}

		@Override
		public List<String> get() {
			try (ConfigurableApplicationContext context = run(WebApplicationType.NONE, Azure.class)) {
				context.getBean(OpenAIClient.class).getChatCompletions("gpt", new ChatCompletionsOptions(List.of()));
				HttpRequest request = context.getBean(FakeHttpClient.class).requests.get(0);
				return List.of(adapter(context), request.getBodyAsBinaryData().toString());
			}
		}

	}

	/**
	 * Makes a call as any client of Azure does.
	 */
	public static class AzureCore implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			List<HttpPipelinePolicy> policies = new ArrayList<>();
			HttpPolicyProviders.addBeforeRetryPolicies(policies);
			HttpPipeline pipeline = new HttpPipelineBuilder().policies(policies.toArray(HttpPipelinePolicy[]::new))
				.httpClient(new FakeHttpClient())
				.build();
			HttpRequest request = new HttpRequest(HttpMethod.POST, "https://demo.openai.azure.com").setBody("{}");
			Context chat = new Context("caller-method", "com.azure.ai.openai.Chat");
			List<String> result = new ArrayList<>();
			policies.forEach((policy) -> result.add(policy.getClass().getSimpleName()));
			result.add("sync " + pipeline.sendSync(request, chat).getStatusCode());
			result.add("async " + Objects.requireNonNull(pipeline.send(request, chat).block()).getStatusCode());
			return result;
		}

	}

}
