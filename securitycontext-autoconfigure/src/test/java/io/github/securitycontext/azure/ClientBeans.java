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

import java.util.function.Supplier;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;

/**
 * The ways in which applications declare their clients.
 */
final class ClientBeans {

	static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private ClientBeans() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Methods {

		@Bean
		@Primary
		OpenAIClient primary() {
			return TestCalls.builder(endpoint).buildClient();
		}

		@Bean
		static OpenAIClient fromStaticMethod() {
			return TestCalls.builder(endpoint).buildClient();
		}

		@Bean
		@Scope("prototype")
		OpenAIClient prototype() {
			return TestCalls.builder(endpoint).buildClient();
		}

		@Bean
		@Lazy
		OpenAIClient lazyClient() {
			return TestCalls.builder(endpoint).buildClient();
		}

		@Bean
		OpenAIClient sameAgain(@Qualifier("fromStaticMethod") OpenAIClient client) {
			return client;
		}

		@Bean
		OpenAIAsyncClient async() {
			return TestCalls.builder(endpoint).buildAsyncClient();
		}

		@Configuration
		static class Child {

			@Bean
			OpenAIClient inNestedConfiguration() {
				return TestCalls.builder(endpoint).buildClient();
			}

			@Bean
			OpenAIAsyncClient asyncInNestedConfiguration() {
				return TestCalls.builder(endpoint).buildAsyncClient();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factories {

		private final OpenAIClientBuilder builder = TestCalls.builder(endpoint);

		@Bean
		Factory<OpenAIClient> singleton() {
			return new Factory<>(() -> TestCalls.builder(endpoint).buildClient(), OpenAIClient.class, true);
		}

		@Bean
		FactoryBean<OpenAIClient> prototype() {
			return new Factory<>(() -> TestCalls.builder(endpoint).buildClient(), OpenAIClient.class, false);
		}

		@Bean
		FactoryBean<OpenAIAsyncClient> async() {
			return new Factory<>(() -> TestCalls.builder(endpoint).buildAsyncClient(), OpenAIAsyncClient.class, true);
		}

		@Bean
		FactoryBean<OpenAIClientBuilder> builder() {
			return new Factory<>(() -> TestCalls.builder(endpoint), OpenAIClientBuilder.class, true);
		}

		@Bean
		FactoryBean<OpenAIClientBuilder> sameBuilder() {
			return new Factory<>(() -> this.builder, OpenAIClientBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FromBuilder {

		@Bean
		OpenAIClientBuilder builder() {
			return TestCalls.builder(endpoint);
		}

		@Bean
		OpenAIClient client(@Qualifier("builder") OpenAIClientBuilder builder) {
			return builder.buildClient();
		}

		@Bean
		OpenAIClient own(@Qualifier("builder") OpenAIClientBuilder builder) {
			return builder.buildClient();
		}

		@Bean
		OpenAIClient otherName(@Qualifier("builder") OpenAIClientBuilder builder) {
			return builder.buildClient();
		}

		@Bean
		Holder holder(@Qualifier("builder") OpenAIClientBuilder builder) {
			return new Holder(builder.buildClient());
		}

	}

	record Holder(OpenAIClient client) {

	}

	record Factory<T>(Supplier<T> supplier, Class<T> type, boolean isSingleton) implements FactoryBean<T> {

		@Override
		public T getObject() {
			return this.supplier.get();
		}

		@Override
		public Class<T> getObjectType() {
			return this.type;
		}

	}

}
