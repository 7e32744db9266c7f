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

import com.openai.client.OpenAIClient;
import io.github.securitycontext.openai.OpenAiClients;
import io.github.securitycontext.springai.OpenAiChatModels;
import org.springframework.ai.openai.OpenAiChatModel;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the chat models of Spring AI 2.
 */
@AutoConfiguration(after = OpenAiUserSecurityContextAutoConfiguration.class)
@ConditionalOnClass(value = { OpenAiChatModel.class, OpenAIClient.class },
		name = SpringAiUserSecurityContextAutoConfiguration.VERSION_2)
@ConditionalOnUserSecurityContext
public final class SpringAiUserSecurityContextAutoConfiguration {

	/**
	 * The model of version 1 has the same name, but a client of its own.
	 */
	static final String VERSION_2 = "org.springframework.ai.openai.setup.OpenAiSetup";

	@Bean
	@ConditionalOnBean(OpenAiClients.class)
	@ConditionalOnMissingBean
	OpenAiChatModels userSecurityContextOpenAiChatModels(OpenAiClients clients) {
		return new OpenAiChatModels(clients);
	}

	@Bean
	@ConditionalOnBean(OpenAiClients.class)
	static ClientPostProcessor userSecurityContextOpenAiChatModelPostProcessor(ObjectProvider<OpenAiChatModels> adapter,
			ObjectProvider<ClientSettingsFactory> settings, ObjectProvider<ClientBeans> beans) {
		return new ClientPostProcessor(OpenAiChatModels.TYPES, adapter, settings, beans);
	}

}
