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

import com.azure.ai.openai.OpenAIClient;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.azure.AzureOpenAiClients;
import io.github.securitycontext.azure.ClientsOutsideSpring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of the clients of {@code azure-ai-openai}.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
@ConditionalOnClass(OpenAIClient.class)
@ConditionalOnUserSecurityContext
public final class AzureOpenAiUserSecurityContextAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AzureOpenAiClients userSecurityContextAzureOpenAiClients(UserSecurityContextAttacher attacher) {
		return new AzureOpenAiClients(attacher);
	}

	@Bean
	static ClientPostProcessor userSecurityContextAzureOpenAiClientPostProcessor(
			ObjectProvider<AzureOpenAiClients> adapter, ObjectProvider<ClientSettingsFactory> settings,
			ObjectProvider<ClientBeans> beans) {
		return new ClientPostProcessor(AzureOpenAiClients.TYPES, adapter, settings, beans);
	}

	/**
	 * No other bean asks for it, so that it must not wait for one that does.
	 */
	@Bean
	@ConditionalOnMissingBean
	@Lazy(false)
	ClientsOutsideSpring userSecurityContextClientsOutsideSpring(UserSecurityContextAttacher attacher,
			ClientSettingsFactory settings, UserSecurityContextProperties properties) {
		return new ClientsOutsideSpring(attacher, settings.createUnnamed(properties.clientsOutsideSpring()));
	}

}
