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

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.RequiredFields;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.identity.EndUserFallback;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.identity.FallbackName;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.identity.TrustedIssuers;
import io.github.securitycontext.network.IpRanges;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.network.TrustedProxySourceIpResolver;
import io.github.securitycontext.web.AppServicePrincipals;
import io.github.securitycontext.web.UserSecurityContextResolver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.Authentication;
import org.springframework.util.StringUtils;

/**
 * {@link AutoConfiguration Auto-configuration} of what every kind of application and
 * every client library need.
 */
@AutoConfiguration
@Conditional(OnUserSecurityContextCondition.class)
@EnableConfigurationProperties(UserSecurityContextProperties.class)
public final class UserSecurityContextAutoConfiguration {

	private static final Comparator<EndUserResolver> DEFAULT_LAST = Comparator
		.comparing(PrincipalEndUserResolver.class::isInstance);

	@Bean
	@ConditionalOnMissingBean
	UserSecurityContextAttacher userSecurityContextAttacher(ObjectProvider<UserSecurityContextCustomizer> customizers,
			ObjectProvider<CallListener> listeners, UserSecurityContextProperties properties,
			ConfigurableListableBeanFactory beanFactory) {
		return new UserSecurityContextAttacher(
				new OrderedBeans<>(beanFactory, UserSecurityContextCustomizer.class, customizers),
				new OrderedBeans<>(beanFactory, CallListener.class, listeners), properties.unsupportedModel());
	}

	@Bean
	ClientSettingsFactory userSecurityContextClientSettings(UserSecurityContextProperties properties,
			Environment environment) {
		String name = StringUtils.hasText(properties.applicationName()) ? properties.applicationName()
				: environment.getProperty("spring.application.name");
		return new ClientSettingsFactory(properties.enabled(), name,
				new RequiredFields(properties.missing().required(), properties.missing().action()),
				properties.clients());
	}

	@Bean
	ClientBeans userSecurityContextClientBeans(ObjectProvider<ClientAdapter> adapters,
			ConfigurableListableBeanFactory beanFactory) {
		return new ClientBeans(adapters, beanFactory);
	}

	@Bean
	ClientSettingsCheck userSecurityContextClientSettingsCheck(ClientSettingsFactory settings, ClientBeans clients) {
		return new ClientSettingsCheck(settings, clients);
	}

	@Bean
	ClientStartUpLog userSecurityContextClientStartUpLog(ClientBeans clients) {
		return new ClientStartUpLog(clients);
	}

	@Bean
	AppServicePrincipals userSecurityContextAppServicePrincipals(Environment environment) {
		// set by App Service where it authenticates: only there it takes the header off
		// what others send
		return new AppServicePrincipals(Boolean.parseBoolean(environment.getProperty("WEBSITE_AUTH_ENABLED")));
	}

	@Bean
	@ConditionalOnMissingBean
	PrincipalEndUserResolver userSecurityContextPrincipalEndUserResolver(UserSecurityContextProperties properties) {
		UserSecurityContextProperties.EndUser endUser = properties.endUser();
		String pseudonymKey = StringUtils.hasText(endUser.pseudonymKey()) ? endUser.pseudonymKey() : null;
		FallbackName fallback = (endUser.fallback() == EndUserFallback.NAME)
				? FallbackName.of(endUser.personalData(), pseudonymKey) : FallbackName.none();
		return new PrincipalEndUserResolver(endUser.idClaims(), endUser.tenantClaims(),
				new TrustedIssuers(endUser.issuers()), fallback);
	}

	@Bean(ForwardedHeadersCheck.DEFAULT_RESOLVER)
	@ConditionalOnMissingBean(SourceIpResolver.class)
	TrustedProxySourceIpResolver userSecurityContextTrustedProxySourceIpResolver(
			UserSecurityContextProperties properties) {
		UserSecurityContextProperties.SourceIp sourceIp = properties.sourceIp();
		return new TrustedProxySourceIpResolver(IpRanges.of(sourceIp.trustedProxies()), sourceIp.header());
	}

	@Bean
	@ConditionalOnMissingBean
	UserSecurityContextResolver userSecurityContextResolver(UserSecurityContextProperties properties,
			ObjectProvider<EndUserResolver> endUserResolver, ObjectProvider<SourceIpResolver> sourceIpResolver,
			ConfigurableListableBeanFactory beanFactory) {
		// the web server starts before other beans, and must not take them along
		Supplier<List<EndUserResolver>> endUserResolvers = new OrderedBeans<>(beanFactory, EndUserResolver.class,
				endUserResolver, DEFAULT_LAST);
		return new UserSecurityContextResolver(properties.endUser().enabled() ? endUserResolvers : null,
				properties.sourceIp().enabled() ? sourceIpResolver::getObject : null);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Authentication.class)
	@ConditionalOnProperty(name = UserSecurityContextProperties.PREFIX + ".end-user.enabled", havingValue = "true",
			matchIfMissing = true)
	static class UnseenUsersConfiguration {

		@Bean
		UnseenUsers userSecurityContextUnseenUsers() {
			return new UnseenUsers();
		}

	}

}
