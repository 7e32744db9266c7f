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

package io.github.securitycontext.azure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.http.policy.RetryPolicy;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are beans, where clients that are not carry a context as well.
 */
class ClientsOutsideSpringBeanTests {

	private static final AzureOpenAiEndpoint endpoint = ClientBeans.endpoint;

	@BeforeEach
	@AfterEach
	void noApplicationRuns() {
		OutsideSpring.assertThatNoApplicationRuns();
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void aBeanCarriesOneContextWithItsOwnName(boolean switchedOn, Class<?> configuration) {
		List<String> customized = new ArrayList<>();
		UserSecurityContextCustomizer customizer = (context, request) -> {
			customized.add(String.valueOf(request.clientName()));
			return context;
		};
		application(switchedOn, configuration, "application-name=own")
			.withBean(UserSecurityContextCustomizer.class, () -> customizer)
			.run((context) -> {
				for (String name : clients(context)) {
					customized.clear();
					ReceivedCall received = received(context.getBean(name));
					assertThat(Received.context(received)).as(name).isEqualTo(Users.ALICE_JSON.replace("demo", "own"));
					assertThat(received.text()).containsOnlyOnce("user_security_context");
					assertThat(customized).as(name).hasSize(1).doesNotContain("null");
				}
			});
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void aBeanThatIsDisabledCarriesNothing(boolean switchedOn, Class<?> configuration) {
		application(switchedOn, configuration, "enabled=false").run((context) -> {
			for (String name : clients(context)) {
				assertThat(contextOf(context.getBean(name))).as(name).isNull();
			}
		});
	}

	static Stream<Object[]> configurations() {
		return Stream
			.of(ClientBeans.Methods.class, ClientBeans.Factories.class, ClientBeans.FromBuilder.class, Pipelines.class)
			.flatMap((configuration) -> Stream.of(new Object[] { true, configuration },
					new Object[] { false, configuration }));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aClientInsideABeanCarriesWhatItsBuilderSays(boolean switchedOn) {
		application(switchedOn, ClientBeans.FromBuilder.class, "application-name=own")
			.run((context) -> assertThat(contextOf(context.getBean(ClientBeans.Holder.class).client()))
				.isEqualTo(Users.ALICE_JSON.replace("demo", "own")));
		application(switchedOn, ClientBeans.FromBuilder.class, "enabled=false")
			.run((context) -> assertThat(contextOf(context.getBean(ClientBeans.Holder.class).client())).isNull());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theModelsOfLangChain4jCarryWhatTheirClientBeanSays(boolean switchedOn) {
		application(switchedOn, ClientBeans.FromBuilder.class, "application-name=own").run((context) -> {
			AzureOpenAiChatModel model = model(context.getBean("client", OpenAIClient.class));
			assertThat(Received.context(OutsideSpring.received(endpoint, () -> model.chat("hi"))))
				.isEqualTo(Users.ALICE_JSON.replace("demo", "own"));
		});
		application(switchedOn, ClientBeans.FromBuilder.class, "enabled=false").run((context) -> {
			AzureOpenAiChatModel model = model(context.getBean("client", OpenAIClient.class));
			assertThat(Received.context(OutsideSpring.received(endpoint, () -> model.chat("hi")))).isNull();
		});
	}

	/**
	 * The model is a bean, its client is none.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theClientInsideABeanOfLangChain4jCarriesItIfSwitchedOn(boolean switchedOn) {
		OutsideSpring.application("demo", switchedOn)
			.withBean(AzureOpenAiChatModel.class, () -> model(TestCalls.builder(endpoint).buildClient()))
			.run((context) -> {
				AzureOpenAiChatModel model = context.getBean(AzureOpenAiChatModel.class);
				assertThat(Received.context(OutsideSpring.received(endpoint, () -> model.chat("hi"))))
					.isEqualTo(switchedOn ? Users.ALICE_JSON : null);
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void besideASecondApplicationABeanStillCarriesItsOwn(boolean switchedOn) {
		application(switchedOn, ClientBeans.FromBuilder.class, "application-name=own")
			.run((first) -> OutsideSpring.application("second", true)
				.run((second) -> assertThat(contextOf(first.getBean("client")))
					.isEqualTo(Users.ALICE_JSON.replace("demo", "own"))));
	}

	private static AzureOpenAiChatModel model(OpenAIClient client) {
		return AzureOpenAiChatModel.builder().openAIClient(client).deploymentName("gpt").build();
	}

	/**
	 * An application with the same property for each client.
	 */
	private static ApplicationContextRunner application(boolean switchedOn, Class<?> configuration, String property) {
		List<String> properties = new ArrayList<>();
		new ApplicationContextRunner().withUserConfiguration(configuration)
			.run((context) -> Stream.concat(clients(context).stream(), builders(context))
				.map((name) -> "securitycontext.clients[" + name + "]." + property)
				.forEach(properties::add));
		assertThat(properties).isNotEmpty();
		return OutsideSpring.application("demo", switchedOn)
			.withUserConfiguration(configuration)
			.withPropertyValues(properties.toArray(String[]::new));
	}

	private static List<String> clients(AssertableApplicationContext context) {
		return Stream.of(OpenAIClient.class, OpenAIAsyncClient.class)
			.flatMap((type) -> Arrays.stream(context.getBeanNamesForType(type)))
			.toList();
	}

	private static Stream<String> builders(AssertableApplicationContext context) {
		return Arrays.stream(context.getBeanNamesForType(OpenAIClientBuilder.class));
	}

	private static @Nullable String contextOf(Object client) {
		return Received.context(received(client));
	}

	private static ReceivedCall received(Object client) {
		return OutsideSpring.received(endpoint, () -> {
			if (client instanceof OpenAIClient sync) {
				TestCalls.ask(sync);
			}
			else {
				TestCalls.ask((OpenAIAsyncClient) client);
			}
		});
	}

	/**
	 * Whole pipelines, with and without the policies of providers, before and behind the
	 * retries.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Pipelines {

		@Bean
		OpenAIClientBuilder builder() {
			return TestCalls.builder(endpoint).pipeline(pipeline(true, false));
		}

		@Bean
		OpenAIClient fromBuilder(OpenAIClientBuilder builder) {
			return builder.buildClient();
		}

		@Bean
		OpenAIClient bare() {
			return TestCalls.builder(endpoint).pipeline(pipeline(false, false)).buildClient();
		}

		@Bean
		OpenAIClient before() {
			return TestCalls.builder(endpoint).pipeline(pipeline(true, false)).buildClient();
		}

		@Bean
		OpenAIClient behind() {
			return TestCalls.builder(endpoint).pipeline(pipeline(false, true)).buildClient();
		}

		@Bean
		OpenAIAsyncClient twice() {
			return TestCalls.builder(endpoint).pipeline(pipeline(true, true)).buildAsyncClient();
		}

		private static HttpPipeline pipeline(boolean before, boolean behind) {
			List<HttpPipelinePolicy> policies = new ArrayList<>();
			if (before) {
				HttpPolicyProviders.addBeforeRetryPolicies(policies);
				assertThat(policies).contains(OutsideSpringPolicyProvider.OutsideSpringPolicy.INSTANCE);
			}
			policies.add(new RetryPolicy());
			if (behind) {
				HttpPolicyProviders.addBeforeRetryPolicies(policies);
			}
			return new HttpPipelineBuilder().policies(policies.toArray(HttpPipelinePolicy[]::new)).build();
		}

	}

}
