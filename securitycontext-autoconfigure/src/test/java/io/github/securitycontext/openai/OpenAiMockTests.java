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

package io.github.securitycontext.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.services.blocking.ChatService;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import org.mockito.Mockito;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * Mocks and spies of the clients of {@code openai-java} in the tests of an application.
 */
class OpenAiMockTests {

	private static final FakeHttpClient http = new FakeHttpClient();

	@BeforeEach
	void clear() {
		http.requests.clear();
	}

	@Test
	void aMockThatIsABeanStaysTheSameAndIsNotTouched() {
		OpenAIClient client = Mockito.mock(OpenAIClient.class);
		OpenAIClientAsync async = Mockito.mock(OpenAIClientAsync.class, Answers.RETURNS_DEEP_STUBS);
		OpenAIClient real = Mockito.mock(OpenAIClient.class, Answers.CALLS_REAL_METHODS);
		OpenAiCalls.runner()
			.withBean("client", OpenAIClient.class, () -> client)
			.withBean("async", OpenAIClientAsync.class, () -> async)
			.withBean("real", OpenAIClient.class, () -> real)
			.run((context) -> {
				assertThat(context.getBean("client")).isSameAs(client);
				assertThat(context.getBean("async")).isSameAs(async);
				assertThat(context.getBean("real")).isSameAs(real);
				Mockito.verifyNoInteractions(client, async, real);
				client.chat();
				Mockito.verify(client).chat();
				Mockito.verifyNoMoreInteractions(client);
			});
	}

	@Test
	void aSpyOfAClientStaysTheSameAndIsNotTouched() {
		OpenAIClient client = Mockito.spy(OpenAiCalls.fakeClient(http));
		OpenAiCalls.runner().withBean("client", OpenAIClient.class, () -> client).run((context) -> {
			assertThat(context.getBean("client")).isSameAs(client);
			Mockito.verifyNoInteractions(client);
			OpenAiCalls.ask(client);
			Mockito.verify(client).chat();
			Mockito.verifyNoMoreInteractions(client);
		});
	}

	@Test
	void aSpyOfAClientThatCarriesTheContextStaysTheSameUnderAnyName() {
		OpenAiCalls.runner().withBean("client", OpenAIClient.class, () -> OpenAiCalls.fakeClient(http)).run((first) -> {
			OpenAIClient spy = Mockito.spy(first.getBean(OpenAIClient.class));
			OpenAiCalls.runner().withBean("again", OpenAIClient.class, () -> spy).run((second) -> {
				assertThat(second.getBean("again")).isSameAs(spy);
				Mockito.verifyNoInteractions(spy);
				OpenAiCalls.ask(spy);
				assertThat(Received.context(http.last())).isEqualTo(Users.APPLICATION_JSON);
				Mockito.verify(spy).chat();
			});
		});
	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = Application.class, properties = "spring.application.name=demo",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class MockBeans {

		@MockitoBean("client")
		OpenAIClient client;

		@MockitoBean("product")
		OpenAIClient product;

		@MockitoBean
		OpenAIClientAsync async;

		@Autowired
		ChatUser user;

		@Test
		void answerAndVerify() {
			ChatService chat = Mockito.mock(ChatService.class);
			ChatCompletionService completions = Mockito.mock(ChatCompletionService.class);
			ChatCompletion completion = Mockito.mock(ChatCompletion.class);
			given(this.client.chat()).willReturn(chat);
			given(chat.completions()).willReturn(completions);
			given(completions.create(any(ChatCompletionCreateParams.class))).willReturn(completion);
			assertThat(this.user.client()).isSameAs(this.client);
			assertThat(this.user.client().chat().completions().create(OpenAiCalls.CHAT)).isSameAs(completion);
			Mockito.verify(this.client).chat();
			Mockito.verify(completions).create(OpenAiCalls.CHAT);
			Mockito.verifyNoMoreInteractions(this.client, completions);
			Mockito.verifyNoInteractions(this.async, this.product);
			assertThat(http.requests).isEmpty();
		}

	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = Application.class, properties = "spring.application.name=demo",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class SpyBeans {

		@MockitoSpyBean("client")
		OpenAIClient client;

		@MockitoSpyBean("product")
		OpenAIClient product;

		@MockitoSpyBean
		OpenAIClientAsync async;

		@Autowired
		ChatUser user;

		@Test
		void verifyAndCarryTheContext() {
			Mockito.verifyNoInteractions(this.client, this.async);
			assertThat(this.user.client()).isSameAs(this.client);
			OpenAiCalls.ask(this.user.client());
			assertThat(Received.context(http.last())).isEqualTo(Users.APPLICATION_JSON);
			Mockito.verify(this.client).chat();
			OpenAiCalls.ask(this.async);
			assertThat(Received.context(http.last())).isEqualTo(Users.APPLICATION_JSON);
			Mockito.verify(this.async).chat();
			Mockito.verifyNoMoreInteractions(this.client, this.async);
		}

		/**
		 * The spy is there before us, and nothing can be put behind it.
		 */
		@Test
		void theProductOfAFactoryBeanVerifiesAndCarriesNothing() {
			Mockito.verifyNoInteractions(this.product);
			OpenAiCalls.ask(this.product);
			assertThat(Received.context(http.last())).isNull();
			Mockito.verify(this.product).chat();
			Mockito.verifyNoMoreInteractions(this.product);
		}

	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = { Application.class, Advised.class }, properties = "spring.application.name=demo",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class AdvisedSpyBeans {

		@MockitoSpyBean("client")
		OpenAIClient client;

		@Autowired
		ChatUser user;

		@Test
		void verifyAndCarryTheContext() {
			Mockito.verifyNoInteractions(this.client);
			OpenAiCalls.ask(this.user.client());
			assertThat(Received.context(http.last())).isEqualTo(Users.APPLICATION_JSON);
			assertThat(http.last().text().split("user_security_context", -1)).hasSize(2);
			Mockito.verify(this.client).chat();
			Mockito.verifyNoMoreInteractions(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		static MethodInterceptor advice() {
			return (invocation) -> invocation.proceed();
		}

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("client");
			creator.setInterceptorNames("advice");
			return creator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		OpenAIClient client() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		OpenAIClientAsync async() {
			return OpenAiCalls.fakeClient(http).async();
		}

		@Bean
		FactoryBean<OpenAIClient> product() {
			return new FactoryBean<>() {

				@Override
				public OpenAIClient getObject() {
					return OpenAiCalls.fakeClient(http);
				}

				@Override
				public Class<?> getObjectType() {
					return OpenAIClient.class;
				}

			};
		}

		@Bean
		ChatUser chatUser(@Qualifier("client") OpenAIClient client) {
			return new ChatUser(client);
		}

	}

	record ChatUser(OpenAIClient client) {

	}

}
