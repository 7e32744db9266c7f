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

import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets each test method start with an endpoint that has received nothing: what the
 * application called before, while it started for example, is forgotten.
 */
class ResetEndpointTestExecutionListener implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()
				&& testContext.getApplicationContext()
					.getAutowireCapableBeanFactory() instanceof SingletonBeanRegistry beans
				&& beans.getSingleton(
						AzureOpenAiEndpointContextCustomizer.BEAN_NAME) instanceof AzureOpenAiEndpoint endpoint) {
			endpoint.reset();
		}
	}

}
