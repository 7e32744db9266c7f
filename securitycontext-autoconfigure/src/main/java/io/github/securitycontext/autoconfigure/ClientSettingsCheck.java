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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Checks at start-up that the properties of single clients are about clients that exist.
 */
class ClientSettingsCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ClientSettingsCheck.class);

	private final ClientSettingsFactory settings;

	private final ConfigurableListableBeanFactory beanFactory;

	ClientSettingsCheck(ClientSettingsFactory settings, ConfigurableListableBeanFactory beanFactory) {
		this.settings = settings;
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> names = new ArrayList<>();
		for (Class<?> type : List.of(OpenAIClient.class, OpenAIAsyncClient.class, OpenAIClientBuilder.class)) {
			names.addAll(
					List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false)));
		}
		if (!names.isEmpty() && !this.settings.hasApplicationName()) {
			logger.warn("AI calls do not say which application makes them. Set spring.application.name or"
					+ " securitycontext.application-name");
		}
		this.settings.validate(names, (key) -> warnOfUnknown(key, names));
	}

	/**
	 * A bean whose type is not known before it is created may still be a client.
	 */
	private void warnOfUnknown(String key, List<String> names) {
		if (!this.beanFactory.containsBean(key)) {
			logger.warn("The properties securitycontext.clients." + key
					+ " have no effect, because there is no client bean of that name. The client beans are " + names);
		}
	}

}
