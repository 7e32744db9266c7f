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

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.RetryPolicy;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static io.github.securitycontext.support.Users.APPLICATION_JSON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The client": whatever way its bean came to be.
 */
@ExtendWith(OutputCaptureExtension.class)
class AzureOpenAiBeanTests {

	private static final AzureOpenAiEndpoint endpoint = ClientBeans.endpoint;

	private final ApplicationContextRunner runner = TestCalls.runner();

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void everyKindOfBeanMethodCarriesItOnce() {
		this.runner.withUserConfiguration(ClientBeans.Methods.class).run((context) -> {
			for (String name : context.getBeanNamesForType(OpenAIClient.class)) {
				assertCarriesOnce(context.getBean(name, OpenAIClient.class));
			}
			for (String name : context.getBeanNamesForType(OpenAIAsyncClient.class)) {
				assertCarriesOnce(context.getBean(name, OpenAIAsyncClient.class));
			}
			assertThat(endpoint.received()).hasSize(8);
			assertThat(context.getBean("prototype")).isNotSameAs(context.getBean("prototype"));
			assertThat(context.getBean(OpenAIClient.class)).isSameAs(context.getBean("primary"));
		});
	}

	@Test
	void aClientThatCarriesItIsNotReplacedAgain() {
		this.runner.withUserConfiguration(ClientBeans.Methods.class).run((context) -> {
			for (String name : context.getBeanNamesForType(OpenAIClient.class)) {
				Object client = context.getBean(name);
				assertThat(context.getBeanFactory().initializeBean(client, name)).isSameAs(client);
			}
		});
	}

	@Test
	void theProductsOfFactoryBeansCarryItOnce() {
		this.runner.withUserConfiguration(ClientBeans.Factories.class).run((context) -> {
			assertCarriesOnce(context.getBean("singleton", OpenAIClient.class));
			assertThat(context.getBean("singleton")).isSameAs(context.getBean("singleton"));
			assertThat(context.getBean("&singleton")).isInstanceOf(ClientBeans.Factory.class);
			assertCarriesOnce(context.getBean("prototype", OpenAIClient.class));
			assertCarriesOnce(context.getBean("async", OpenAIAsyncClient.class));
			assertCarriesOnce(context.getBean("builder", OpenAIClientBuilder.class).buildClient());
			assertCarriesOnce(context.getBean("sameBuilder", OpenAIClientBuilder.class).buildClient());
			assertCarriesOnce(context.getBean("sameBuilder", OpenAIClientBuilder.class).buildAsyncClient());
		});
	}

	@Test
	void theProductOfAFactoryBeanHasTheSettingsOfItsName(CapturedOutput output) {
		this.runner.withUserConfiguration(ClientBeans.Factories.class)
			.withPropertyValues("securitycontext.clients.prototype.application-name=own",
					"securitycontext.clients.singleton.enabled=false")
			.run((context) -> {
				assertThat(contextOf(context.getBean("prototype", OpenAIClient.class)))
					.isEqualTo("{\"application_name\":\"own\"}");
				assertThat(contextOf(context.getBean("singleton", OpenAIClient.class))).isNull();
			});
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void theProductOfAFactoryBeanInsideAnotherBeanCarriesIt() {
		RootBeanDefinition factory = new RootBeanDefinition(ClientBeans.Factory.class,
				() -> new ClientBeans.Factory<>(() -> TestCalls.builder(endpoint).buildClient(), OpenAIClient.class,
						true));
		RootBeanDefinition holder = new RootBeanDefinition(ClientBeans.Holder.class);
		holder.getConstructorArgumentValues().addGenericArgumentValue(factory);
		this.runner
			.withInitializer(
					(context) -> ((GenericApplicationContext) context).registerBeanDefinition("holder", holder))
			.run((context) -> assertCarriesOnce(context.getBean(ClientBeans.Holder.class).client()));
	}

	@Test
	void aClientOfABuilderBeanCarriesItOnceWithTheSettingsOfItsOwnNameElseTheBuilders() {
		this.runner.withUserConfiguration(ClientBeans.FromBuilder.class)
			.withPropertyValues("securitycontext.clients.builder.application-name=of builder",
					"securitycontext.clients.own.application-name=of client",
					"securitycontext.clients.other-name.enabled=false")
			.run((context) -> {
				assertThat(contextOf(context.getBean("client", OpenAIClient.class)))
					.isEqualTo("{\"application_name\":\"of builder\"}");
				assertThat(contextOf(context.getBean("own", OpenAIClient.class)))
					.isEqualTo("{\"application_name\":\"of client\"}");
				assertThat(contextOf(context.getBean("otherName", OpenAIClient.class))).isNull();
				assertThat(contextOf(context.getBean(ClientBeans.Holder.class).client()))
					.isEqualTo("{\"application_name\":\"of builder\"}");
			});
	}

	@Test
	void aClientOfADisabledBuilderCarriesNothingUnlessItHasSettingsOfItsOwn() {
		this.runner.withUserConfiguration(ClientBeans.FromBuilder.class)
			.withPropertyValues("securitycontext.clients.builder.enabled=false",
					"securitycontext.clients.own.enabled=true")
			.run((context) -> {
				assertThat(contextOf(context.getBean("client", OpenAIClient.class))).isNull();
				assertThat(contextOf(context.getBean("own", OpenAIClient.class))).isEqualTo(APPLICATION_JSON);
			});
	}

	@Test
	void aClientOfADisabledBuilderWithAWholePipelineCarriesNothing() {
		HttpPipeline pipeline = new HttpPipelineBuilder().policies(new RetryPolicy()).build();
		this.runner.withBean("builder", OpenAIClientBuilder.class, () -> TestCalls.builder(endpoint).pipeline(pipeline))
			.withUserConfiguration(ClientOfBuilder.class)
			.withPropertyValues("securitycontext.clients.builder.enabled=false")
			.run((context) -> assertThat(contextOf(context.getBean(OpenAIClient.class))).isNull());
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientOfBuilder {

		@Bean
		OpenAIClient client(OpenAIClientBuilder builder) {
			return builder.buildClient();
		}

	}

	@Test
	void aBuilderWithAWholePipelineCarriesItToo() {
		HttpPipeline pipeline = new HttpPipelineBuilder().policies(new RetryPolicy()).build();
		this.runner.withBean("builder", OpenAIClientBuilder.class, () -> TestCalls.builder(endpoint).pipeline(pipeline))
			.withBean("client", OpenAIClient.class, () -> TestCalls.builder(endpoint).pipeline(pipeline).buildClient())
			.run((context) -> {
				assertCarriesOnce(context.getBean(OpenAIClientBuilder.class).buildClient());
				assertCarriesOnce(context.getBean(OpenAIClientBuilder.class).buildAsyncClient());
				assertCarriesOnce(context.getBean(OpenAIClient.class));
				assertThat(pipeline.getPolicyCount()).isOne();
			});
	}

	@Test
	void aBuilderUnderTwoNamesCarriesItOnce() {
		HttpPipeline pipeline = new HttpPipelineBuilder().build();
		OpenAIClientBuilder builder = TestCalls.builder(endpoint);
		OpenAIClientBuilder withPipeline = TestCalls.builder(endpoint).pipeline(pipeline);
		this.runner.withBean("a", OpenAIClientBuilder.class, () -> builder)
			.withBean("b", OpenAIClientBuilder.class, () -> builder)
			.withBean("c", OpenAIClientBuilder.class, () -> withPipeline)
			.withBean("d", OpenAIClientBuilder.class, () -> withPipeline)
			.run((context) -> {
				assertThat(context.getBean("a")).isSameAs(builder).isSameAs(context.getBean("b"));
				assertCarriesOnce(builder.buildClient());
				assertCarriesOnce(withPipeline.buildClient());
				assertThat(ourPolicies(builder.buildClient())).isOne();
				assertThat(ourPolicies(withPipeline.buildClient())).isOne();
			});
	}

	@Test
	void aDisabledClientCarriesNothing() {
		this.runner.withBean("client", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient())
			.withBean("async", OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).buildAsyncClient())
			.withPropertyValues("securitycontext.clients.client.enabled=false",
					"securitycontext.clients.async.enabled=false")
			.run((context) -> {
				assertThat(contextOf(context.getBean(OpenAIClient.class))).isNull();
				TestCalls.ask(context.getBean(OpenAIAsyncClient.class));
				assertThat(Received.context(endpoint.last())).isNull();
			});
	}

	@Test
	void switchedOffNothingIsAddedOrChanged() {
		OpenAIClient client = TestCalls.builder(endpoint).buildClient();
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(OpenAIClient.class)).isSameAs(client);
				assertThat(context.getBeanDefinitionNames())
					.noneMatch((name) -> name.toLowerCase().contains("securitycontext"));
				assertThat(contextOf(client)).isNull();
			});
	}

	@Test
	void aClientOfApiOpenAiComIsTheSameInstance() {
		OpenAIClient client = new OpenAIClientBuilder().buildClient();
		OpenAIClient named = new OpenAIClientBuilder().endpoint("https://api.openai.com/v1").buildClient();
		OpenAIAsyncClient async = new OpenAIClientBuilder().buildAsyncClient();
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.withBean("named", OpenAIClient.class, () -> named)
			.withBean("async", OpenAIAsyncClient.class, () -> async)
			.run((context) -> {
				assertThat(context.getBean("client")).isSameAs(client);
				assertThat(context.getBean("named")).isSameAs(named);
				assertThat(context.getBean("async")).isSameAs(async);
			});
	}

	@Test
	void aClientOfTheParentContextCarriesItOnceInTheChild() {
		this.runner.withBean("client", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient())
			.withPropertyValues("securitycontext.clients.client.application-name=of parent")
			.run((parent) -> this.runner.withParent(parent)
				.withBean("again", OpenAIClient.class, () -> parent.getBean("client", OpenAIClient.class))
				.withBean(ClientBeans.Holder.class, () -> new ClientBeans.Holder(parent.getBean(OpenAIClient.class)))
				.run((child) -> {
					OpenAIClient client = child.getBean("client", OpenAIClient.class);
					assertThat(client).isSameAs(parent.getBean("client"));
					assertThat(contextOf(client)).isEqualTo("{\"application_name\":\"of parent\"}");
					OpenAIClient again = child.getBean("again", OpenAIClient.class);
					assertThat(contextOf(again)).isEqualTo("{\"application_name\":\"of parent\"}");
					assertThat(ourPolicies(again)).isOne();
				}));
	}

	@Test
	void noBeanIsInitialisedEarly(CapturedOutput output) {
		this.runner.withUserConfiguration(ClientBeans.Methods.class, ClientBeans.FromBuilder.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanFactory().containsSingleton("lazyClient")).isFalse();
			assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors")
				.doesNotContain("WARN");
		});
	}

	private static void assertCarriesOnce(OpenAIClient client) {
		assertThat(contextOf(client)).isEqualTo(APPLICATION_JSON);
		assertThat(endpoint.last().text().split("user_security_context", -1)).hasSize(2);
	}

	private static void assertCarriesOnce(OpenAIAsyncClient client) {
		TestCalls.ask(client);
		assertThat(Received.context(endpoint.last())).isEqualTo(APPLICATION_JSON);
		assertThat(endpoint.last().text().split("user_security_context", -1)).hasSize(2);
	}

	private static @Nullable String contextOf(OpenAIClient client) {
		TestCalls.ask(client);
		return Received.context(endpoint.last());
	}

	private static long ourPolicies(OpenAIClient client) {
		return PipelineOf.policies(client).filter(UserSecurityContextPolicy.class::isInstance).count();
	}

}
