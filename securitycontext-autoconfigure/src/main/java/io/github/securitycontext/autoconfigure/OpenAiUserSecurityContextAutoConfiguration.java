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
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.openai.OpenAiClients;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the clients of {@code openai-java}.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
@ConditionalOnClass(OpenAIClient.class)
@ConditionalOnUserSecurityContext
public final class OpenAiUserSecurityContextAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OpenAiClients userSecurityContextOpenAiClients(UserSecurityContextAttacher attacher) {
		return new OpenAiClients(attacher);
	}

	@Bean
	static ClientPostProcessor userSecurityContextOpenAiClientPostProcessor(ObjectProvider<OpenAiClients> adapter,
			ObjectProvider<ClientSettingsFactory> settings, ObjectProvider<ClientBeans> beans) {
		return new ClientPostProcessor(OpenAiClients.TYPES, adapter, settings, beans);
	}

}
