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

import java.util.List;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/**
 * {@link AutoConfiguration Auto-configuration} of what an application applies to its HTTP
 * clients. It is there when the starter is switched off, too, and then does nothing: an
 * application that injects it must still start. Where an application asks for any
 * interceptor or filter, its own one comes first.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
public final class RestUserSecurityContextAutoConfiguration {

	private static UserSecurityContextAttacher attacherOrSilentOne(
			ObjectProvider<UserSecurityContextAttacher> provider) {
		UserSecurityContextAttacher attacher = provider.getIfAvailable();
		return (attacher != null) ? attacher : new UserSecurityContextAttacher(List::of);
	}

	/**
	 * A parent context may have what is switched off in this one.
	 */
	private static ClientSettings createSettings(ListableBeanFactory beanFactory) {
		return (beanFactory.getBeanNamesForType(ClientSettingsFactory.class).length > 0)
				? beanFactory.getBean(ClientSettingsFactory.class).createUnnamed(true)
				: new ClientSettings(null, false, null);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientHttpRequestInterceptor.class)
	static class InterceptorConfiguration {

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		@Fallback
		UserSecurityContextClientHttpRequestInterceptor userSecurityContextClientHttpRequestInterceptor(
				ObjectProvider<UserSecurityContextAttacher> attacher, ListableBeanFactory beanFactory) {
			return new UserSecurityContextClientHttpRequestInterceptor(attacherOrSilentOne(attacher),
					createSettings(beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ExchangeFilterFunction.class)
	static class FilterConfiguration {

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		@Fallback
		UserSecurityContextExchangeFilterFunction userSecurityContextExchangeFilterFunction(
				ObjectProvider<UserSecurityContextAttacher> attacher, ListableBeanFactory beanFactory) {
			return new UserSecurityContextExchangeFilterFunction(attacherOrSilentOne(attacher),
					createSettings(beanFactory));
		}

	}

}
