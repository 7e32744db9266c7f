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

import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.web.AppServicePrincipals;
import io.github.securitycontext.web.UserSecurityContextResolver;
import io.github.securitycontext.web.servlet.RequestContexts;
import io.github.securitycontext.web.servlet.RequestPrincipals;
import io.github.securitycontext.web.servlet.UserSecurityContextFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.context.WebApplicationContext;

/**
 * {@link AutoConfiguration Auto-configuration} of the context of servlet requests.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
@ConditionalOnClass({ Filter.class, WebApplicationContext.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnUserSecurityContext
public final class ServletUserSecurityContextAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestContexts userSecurityContextRequestContexts(RequestPrincipals principals,
			UserSecurityContextResolver resolver) {
		return new RequestContexts(principals, resolver);
	}

	@Bean
	ForwardedHeadersCheck userSecurityContextForwardedHeadersCheck(UserSecurityContextProperties properties,
			ObjectProvider<SourceIpResolver> sourceIpResolver, WebApplicationContext context) {
		return new ForwardedHeadersCheck(properties.sourceIp(), sourceIpResolver, context,
				new ServletForwarding(context));
	}

	/**
	 * Apart, because Spring Boot reads the annotations of an auto-configuration also
	 * where the servlet API is missing.
	 */
	@Configuration(proxyBeanMethods = false)
	static class FilterConfiguration {

		/**
		 * Behind Spring's {@code ForwardedHeaderFilter}, before the filters of the
		 * application.
		 */
		private static final int OUTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

		@Bean
		@ConditionalOnMissingBean(name = "userSecurityContextOuterFilter")
		@FilterRegistration(dispatcherTypes = { DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR })
		@Order(OUTER_ORDER)
		UserSecurityContextFilter userSecurityContextOuterFilter(RequestContexts contexts) {
			return new UserSecurityContextFilter(contexts);
		}

		/**
		 * A filter bean, other than a registration bean, comes behind the application's
		 * filters that have no order.
		 */
		@Bean
		@ConditionalOnMissingBean(name = "userSecurityContextInnerFilter")
		@FilterRegistration(dispatcherTypes = { DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR })
		@Order(Ordered.LOWEST_PRECEDENCE)
		UserSecurityContextFilter userSecurityContextInnerFilter(RequestContexts contexts) {
			return new UserSecurityContextFilter(contexts);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SecurityContextHolderStrategy.class)
	static class SpringSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RequestPrincipals userSecurityContextRequestPrincipals(ObjectProvider<SecurityContextHolderStrategy> strategy,
				ConfigurableListableBeanFactory beanFactory, AppServicePrincipals appServicePrincipals) {
			// every call asks, and a look-up of the only one searches all beans
			OrderedBeans<SecurityContextHolderStrategy> beans = new OrderedBeans<>(beanFactory,
					SecurityContextHolderStrategy.class, strategy);
			return new RequestPrincipals(() -> strategyOf(beans.get(), strategy).getContext().getAuthentication(),
					appServicePrincipals);
		}

		private static SecurityContextHolderStrategy strategyOf(List<SecurityContextHolderStrategy> beans,
				ObjectProvider<SecurityContextHolderStrategy> strategy) {
			return switch (beans.size()) {
				// may be replaced at any time
				case 0 -> SecurityContextHolder.getContextHolderStrategy();
				case 1 -> beans.get(0);
				default -> strategy.getIfUnique(SecurityContextHolder::getContextHolderStrategy);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.security.core.context.SecurityContextHolderStrategy")
	static class ContainerSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RequestPrincipals userSecurityContextRequestPrincipals(AppServicePrincipals appServicePrincipals) {
			return new RequestPrincipals(() -> null, appServicePrincipals);
		}

	}

}
