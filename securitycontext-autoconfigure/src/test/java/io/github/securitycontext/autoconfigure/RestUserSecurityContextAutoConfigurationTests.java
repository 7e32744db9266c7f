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

package io.github.securitycontext.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RestUserSecurityContextAutoConfigurationTests {

	private static final String CHAT = "/openai/v1/chat/completions";

	private static final String CARRYING = "{\"user_security_context\":{\"application_name\":\"demo\"}}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				RestUserSecurityContextAutoConfiguration.class))
		.withPropertyValues("spring.application.name=demo");

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void whatAnApplicationAppliesToItsClientsCarriesTheContext() {
		this.contextRunner.withUserConfiguration(Clients.class).run((context) -> {
			callWithAll(context);
			assertThat(endpoint.received()).hasSize(3).allMatch((received) -> received.text().equals(CARRYING));
		});
	}

	@Test
	void anApplicationThatInjectsItStartsWithTheStarterSwitchedOffAndCarriesNothing() {
		this.contextRunner.withUserConfiguration(Clients.class)
			.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(UserSecurityContextAttacher.class);
				callWithAll(context);
				assertThat(endpoint.received()).hasSize(3).allMatch((received) -> received.text().equals("{}"));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void anApplicationThatAsksForItsOwnInterceptorOrFilterGetsIt(String enabled) {
		ClientHttpRequestInterceptor interceptor = (request, body, execution) -> execution.execute(request, body);
		ExchangeFilterFunction filter = (request, next) -> next.exchange(request);
		this.contextRunner.withBean(ClientHttpRequestInterceptor.class, () -> interceptor)
			.withBean(ExchangeFilterFunction.class, () -> filter)
			.withPropertyValues("securitycontext.enabled=" + enabled)
			.run((context) -> {
				assertThat(context.getBean(ClientHttpRequestInterceptor.class)).isSameAs(interceptor);
				assertThat(context.getBean(ExchangeFilterFunction.class)).isSameAs(filter);
			});
	}

	private static void callWithAll(ApplicationContext context) {
		String url = endpoint.url() + CHAT;
		context.getBean(RestClient.class).post().uri(url).body(Map.of()).retrieve().toBodilessEntity();
		context.getBean(RestTemplate.class).postForObject(url, Map.of(), String.class);
		context.getBean(WebClient.class).post().uri(url).bodyValue(Map.of()).retrieve().toBodilessEntity().block();
	}

	@Test
	void theyDoNothingInAChildContextThatIsSwitchedOff() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.withUserConfiguration(Clients.class)
			.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> {
				callWithAll(context);
				assertThat(endpoint.received()).hasSize(3)
					.noneMatch((received) -> received.text().contains("user_security_context"));
			}));
	}

	@Test
	void theNameOfTheApplicationIsThatOfTheProperties() {
		this.contextRunner.withUserConfiguration(Clients.class)
			.withPropertyValues("securitycontext.application-name=other")
			.run((context) -> {
				callWithAll(context);
				assertThat(endpoint.received()).hasSize(3)
					.allMatch((received) -> received.text().equals(CARRYING.replace("demo", "other")));
			});
	}

	@Test
	void aMissingApplicationNameIsSaidOnceAtTheFirstCall(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Clients.class)
			.withPropertyValues("spring.application.name=")
			.run((context) -> {
				assertThat(output).doesNotContain("Set spring.application.name or");
				callWithAll(context);
				assertThat(output).containsOnlyOnce("Set spring.application.name or");
			});
	}

	@Test
	void theCustomizersOfTheApplicationAreAsked() {
		this.contextRunner.withUserConfiguration(Clients.class)
			.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> null)
			.run((context) -> {
				callWithAll(context);
				assertThat(endpoint.received()).hasSize(3).allMatch((received) -> received.text().equals("{}"));
			});
	}

	@Test
	void theDefaultsBackOff() {
		UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of);
		ClientSettings settings = new ClientSettings(null, true, "other");
		this.contextRunner
			.withBean("interceptor", UserSecurityContextClientHttpRequestInterceptor.class,
					() -> new UserSecurityContextClientHttpRequestInterceptor(attacher, settings))
			.withBean("filter", UserSecurityContextExchangeFilterFunction.class,
					() -> new UserSecurityContextExchangeFilterFunction(attacher, settings))
			.run((context) -> assertThat(context).hasSingleBean(UserSecurityContextClientHttpRequestInterceptor.class)
				.hasSingleBean(UserSecurityContextExchangeFilterFunction.class)
				.hasBean("interceptor")
				.hasBean("filter"));
	}

	@Test
	void anApplicationWithoutWebFluxHasTheInterceptorOnly() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(UserSecurityContextClientHttpRequestInterceptor.class)
				.doesNotHaveBean("userSecurityContextExchangeFilterFunction"));
	}

	@Test
	void anApplicationWithoutSpringWebStarts() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http", "reactor"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("userSecurityContextClientHttpRequestInterceptor")
				.doesNotHaveBean("userSecurityContextExchangeFilterFunction"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		RestClient restClient(UserSecurityContextClientHttpRequestInterceptor interceptor) {
			return RestClient.builder().requestInterceptor(interceptor.withAzureHosts("127.0.0.1")).build();
		}

		@Bean
		RestTemplate restTemplate(UserSecurityContextClientHttpRequestInterceptor interceptor) {
			RestTemplate template = new RestTemplate();
			template.getInterceptors().add(interceptor.withAzureHosts("127.0.0.1"));
			return template;
		}

		@Bean
		WebClient webClient(UserSecurityContextExchangeFilterFunction filter) {
			return WebClient.builder().filter(filter.withAzureHosts("127.0.0.1")).build();
		}

	}

}
