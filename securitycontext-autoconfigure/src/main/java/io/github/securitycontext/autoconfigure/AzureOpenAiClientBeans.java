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

import java.util.ArrayList;
import java.util.List;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans that are clients of {@code azure-ai-openai}, known without creating any.
 */
final class AzureOpenAiClientBeans {

	private static final List<Class<?>> TYPES = List.of(OpenAIClient.class, OpenAIAsyncClient.class,
			OpenAIClientBuilder.class);

	private final ConfigurableListableBeanFactory beanFactory;

	AzureOpenAiClientBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	List<String> names() {
		List<String> names = new ArrayList<>();
		for (Class<?> type : TYPES) {
			names.addAll(
					List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false)));
		}
		return names;
	}

	/**
	 * Whether a bean of that name is a client, or may be one: some types are not known
	 * before the bean is created.
	 */
	boolean mayHave(String name) {
		if (!this.beanFactory.containsBean(name)) {
			return false;
		}
		Class<?> type = this.beanFactory.getType(name, false);
		return type == null || TYPES.stream().anyMatch((client) -> type.isAssignableFrom(client));
	}

}
