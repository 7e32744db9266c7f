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

import io.github.securitycontext.azure.AzureOpenAiClients;
import io.github.securitycontext.log.OneTimeLog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes every client bean carry the context. Done before initialisation, so that spies
 * and other wrappers go around ours; the products of factory beans are seen only after
 * it. A client that carries the context already is left alone.
 */
class AzureOpenAiClientPostProcessor implements BeanPostProcessor {

	private final OneTimeLog log = new OneTimeLog(AzureOpenAiClientPostProcessor.class);

	private final ObjectProvider<AzureOpenAiClients> clients;

	private final ObjectProvider<ClientSettingsFactory> settings;

	private final AzureOpenAiClientBeans clientBeans;

	AzureOpenAiClientPostProcessor(ObjectProvider<AzureOpenAiClients> clients,
			ObjectProvider<ClientSettingsFactory> settings, AzureOpenAiClientBeans clientBeans) {
		this.clients = clients;
		this.settings = settings;
		this.clientBeans = clientBeans;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return AzureOpenAiClients.isClient(bean) ? attachTo(bean, beanName) : bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return postProcessBeforeInitialization(bean, beanName);
	}

	private Object attachTo(Object client, String beanName) {
		AzureOpenAiClients clients = this.clients.getObject();
		ClientSettingsFactory settings = this.settings.getObject();
		try {
			return clients.attachTo(client, (builder) -> settings.create(beanName, builder, this.clientBeans::mayHave));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			this.log.warn("The bean '" + beanName + "' carries no user security context, because no policy"
					+ " could be added to it", ex);
			return client;
		}
	}

}
