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

package io.github.securitycontext.test.context;

import java.util.Set;

import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives an application context its endpoint. What it consists of is a part of the key
 * under which contexts are cached.
 *
 * @param properties the properties that are to have the URL, none for those of known
 * clients
 * @param https whether to serve HTTPS
 */
record AzureOpenAiEndpointContextCustomizer(Set<String> properties, boolean https) implements ContextCustomizer {

	static final String BEAN_NAME = "azureOpenAiEndpoint";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		// not a bean definition: the URL is needed before there are beans
		DefaultSingletonBeanRegistry beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
		AzureOpenAiEndpoint endpoint = this.https ? AzureOpenAiEndpoint.startHttps() : AzureOpenAiEndpoint.start();
		beans.registerSingleton(BEAN_NAME, endpoint);
		beans.registerDisposableBean(BEAN_NAME, endpoint::close);
		if (this.https) {
			extendDefaultTrust(endpoint);
			beans.registerDisposableBean(DefaultTrust.class.getName(), DefaultTrust::restore);
		}
		EndpointProperties.add(context.getEnvironment(), endpoint.url(), this.properties);
	}

	/**
	 * A context that fails before it is refreshed destroys nothing.
	 */
	private static void extendDefaultTrust(AzureOpenAiEndpoint endpoint) {
		try {
			DefaultTrust.extend(endpoint.trustManager());
		}
		catch (RuntimeException ex) {
			endpoint.close();
			throw ex;
		}
	}

}
