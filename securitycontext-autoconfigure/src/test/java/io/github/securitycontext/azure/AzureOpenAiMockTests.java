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
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * Mocks and spies of the clients in the tests of an application.
 */
class AzureOpenAiMockTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void aMockThatIsABeanStaysTheSameAndIsNotTouched() {
		OpenAIClient client = Mockito.mock(OpenAIClient.class);
		OpenAIAsyncClient async = Mockito.mock(OpenAIAsyncClient.class);
		OpenAIClientBuilder builder = Mockito.mock(OpenAIClientBuilder.class);
		TestCalls.runner()
			.withBean("client", OpenAIClient.class, () -> client)
			.withBean("async", OpenAIAsyncClient.class, () -> async)
			.withBean("builder", OpenAIClientBuilder.class, () -> builder)
			.run((context) -> {
				assertThat(context.getBean(OpenAIClient.class)).isSameAs(client);
				assertThat(context.getBean(OpenAIAsyncClient.class)).isSameAs(async);
				assertThat(context.getBean(OpenAIClientBuilder.class)).isSameAs(builder);
				Mockito.verifyNoInteractions(client, async, builder);
				ChatCompletionsOptions options = TestCalls.options("hi");
				client.getChatCompletions("gpt", options);
				Mockito.verify(client).getChatCompletions("gpt", options);
				Mockito.verifyNoMoreInteractions(client);
			});
	}

	@Test
	void aMockThatCallsRealMethodsStaysTheSame() {
		OpenAIClient client = Mockito.mock(OpenAIClient.class, Mockito.CALLS_REAL_METHODS);
		TestCalls.runner()
			.withBean("client", OpenAIClient.class, () -> client)
			.run((context) -> assertThat(context.getBean(OpenAIClient.class)).isSameAs(client));
	}

	@Test
	void aSpyThatIsABeanStaysTheSameAndCarriesTheContext() {
		OpenAIClient client = Mockito.spy(TestCalls.builder(endpoint).buildClient());
		OpenAIAsyncClient async = Mockito.spy(TestCalls.builder(endpoint).buildAsyncClient());
		TestCalls.runner()
			.withBean("client", OpenAIClient.class, () -> client)
			.withBean("async", OpenAIAsyncClient.class, () -> async)
			.run((context) -> {
				assertThat(context.getBean(OpenAIClient.class)).isSameAs(client);
				assertThat(context.getBean(OpenAIAsyncClient.class)).isSameAs(async);
				Mockito.verifyNoInteractions(client, async);
				TestCalls.ask(client);
				assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
				Mockito.verify(client).getChatCompletions(any(), any());
				TestCalls.ask(async);
				assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
				Mockito.verify(async).getChatCompletions(any(), any());
			});
	}

	@Test
	void aSpyOfABuilderIsNotTouchedButItsClientsCarryTheContext() {
		OpenAIClientBuilder builder = Mockito.spy(TestCalls.builder(endpoint));
		TestCalls.runner().withBean("builder", OpenAIClientBuilder.class, () -> builder).run((context) -> {
			assertThat(context.getBean(OpenAIClientBuilder.class)).isSameAs(builder);
			Mockito.verifyNoInteractions(builder);
			TestCalls.ask(builder.buildClient());
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
		});
	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = Application.class, properties = "spring.application.name=demo",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class MockBeans {

		@MockitoBean
		OpenAIClient client;

		@MockitoBean
		OpenAIAsyncClient async;

		@MockitoBean
		OpenAIClientBuilder builder;

		@Autowired
		ChatService service;

		@Test
		void answerAndVerify() {
			ChatCompletions completions = Mockito.mock(ChatCompletions.class);
			given(this.client.getChatCompletions(any(), any(ChatCompletionsOptions.class))).willReturn(completions);
			ChatCompletionsOptions options = TestCalls.options("hi");
			assertThat(this.service.client().getChatCompletions("gpt", options)).isSameAs(completions);
			assertThat(this.service.client()).isSameAs(this.client);
			Mockito.verify(this.client).getChatCompletions("gpt", options);
			Mockito.verifyNoMoreInteractions(this.client);
			Mockito.verifyNoInteractions(this.async, this.builder);
			assertThat(endpoint.received()).isEmpty();
		}

	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = Application.class, properties = "spring.application.name=demo",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class SpyBeans {

		@MockitoSpyBean
		OpenAIClient client;

		@MockitoSpyBean
		OpenAIAsyncClient async;

		@MockitoSpyBean
		OpenAIClientBuilder builder;

		@Autowired
		ChatService service;

		@Test
		void verifyAndCarryTheContext() {
			Mockito.verifyNoInteractions(this.client, this.builder);
			TestCalls.ask(this.service.client());
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
			Mockito.verify(this.client).getChatCompletions(any(), any());
			TestCalls.ask(this.async);
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
			Mockito.verify(this.async).getChatCompletions(any(), any());
			TestCalls.ask(this.builder.buildClient());
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
			assertThat(endpoint.last().text().split("user_security_context", -1)).hasSize(2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		OpenAIClient client() {
			return TestCalls.builder(endpoint).buildClient();
		}

		@Bean
		FactoryBean<OpenAIAsyncClient> async() {
			return new FactoryBean<>() {

				@Override
				public OpenAIAsyncClient getObject() {
					return TestCalls.builder(endpoint).buildAsyncClient();
				}

				@Override
				public Class<?> getObjectType() {
					return OpenAIAsyncClient.class;
				}

			};
		}

		@Bean
		OpenAIClientBuilder builder() {
			return TestCalls.builder(endpoint);
		}

		@Bean
		ChatService chatService(OpenAIClient client) {
			return new ChatService(client);
		}

	}

	record ChatService(OpenAIClient client) {

	}

}
