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

import java.security.Principal;

import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.web.AppServicePrincipals;
import io.github.securitycontext.web.UserSecurityContextResolver;
import io.github.securitycontext.web.reactive.ExchangeContexts;
import io.github.securitycontext.web.reactive.ExchangePrincipals;
import io.github.securitycontext.web.reactive.UserSecurityContextWebFilter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.WebFilter;

/**
 * {@link AutoConfiguration Auto-configuration} of the context of reactive requests.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
@ConditionalOnClass({ WebFilter.class, Mono.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnUserSecurityContext
public final class ReactiveUserSecurityContextAutoConfiguration {

	/**
	 * Before the filters of the application.
	 */
	private static final int OUTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	@Bean
	@ConditionalOnMissingBean
	ExchangeContexts userSecurityContextExchangeContexts(ExchangePrincipals principals,
			UserSecurityContextResolver resolver) {
		return new ExchangeContexts(principals, resolver);
	}

	@Bean
	@ConditionalOnMissingBean(name = "userSecurityContextOuterWebFilter")
	@Order(OUTER_ORDER)
	UserSecurityContextWebFilter userSecurityContextOuterWebFilter(ExchangeContexts contexts) {
		return new UserSecurityContextWebFilter(contexts);
	}

	@Bean
	@ConditionalOnMissingBean(name = "userSecurityContextInnerWebFilter")
	@Order(Ordered.LOWEST_PRECEDENCE)
	UserSecurityContextWebFilter userSecurityContextInnerWebFilter(ExchangeContexts contexts) {
		return new UserSecurityContextWebFilter(contexts);
	}

	@Bean
	ForwardedHeadersCheck userSecurityContextForwardedHeadersCheck(UserSecurityContextProperties properties,
			ObjectProvider<SourceIpResolver> sourceIpResolver, ApplicationContext context) {
		return new ForwardedHeadersCheck(properties.sourceIp(), sourceIpResolver, context,
				new ReactiveForwarding(context));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ReactiveSecurityContextHolder.class)
	static class SpringSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ExchangePrincipals userSecurityContextExchangePrincipals(AppServicePrincipals appServicePrincipals) {
			return new ExchangePrincipals(
					ReactiveSecurityContextHolder.getContext()
						.flatMap((context) -> Mono.justOrEmpty(context.getAuthentication())),
					SecurityContext.class, appServicePrincipals);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.security.core.context.ReactiveSecurityContextHolder")
	static class NoSpringSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ExchangePrincipals userSecurityContextExchangePrincipals(AppServicePrincipals appServicePrincipals) {
			return new ExchangePrincipals(Mono.empty(), Principal.class, appServicePrincipals);
		}

	}

}
