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
import io.github.securitycontext.network.TrustedProxies;
import jakarta.servlet.ServletContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Warns at start-up if the address that the application sees is one that clients can
 * choose.
 */
class ForwardedHeadersCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ForwardedHeadersCheck.class);

	private static final String DEFAULT_RESOLVER = "userSecurityContextTrustedProxySourceIpResolver";

	/**
	 * Beginnings of the names of servers that, once they forward, believe any sender.
	 * Tomcat believes private networks only.
	 */
	private static final List<String> CREDULOUS_SERVERS = List.of("jetty/", "Undertow - ");

	private final UserSecurityContextProperties.SourceIp properties;

	private final ObjectProvider<SourceIpResolver> resolver;

	private final WebApplicationContext context;

	ForwardedHeadersCheck(UserSecurityContextProperties.SourceIp properties, ObjectProvider<SourceIpResolver> resolver,
			WebApplicationContext context) {
		this.properties = properties;
		this.resolver = resolver;
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ServletContext servletContext = this.context.getServletContext();
		if (!this.properties.enabled() || servletContext == null) {
			return;
		}
		// two resolvers must stop the start-up, not cost every call its address
		if (this.context.getBeanNamesForType(SourceIpResolver.class, true, false).length > 1) {
			requireOneResolver();
		}
		if (!this.context.containsBean(DEFAULT_RESOLVER)) {
			return;
		}
		boolean applicationView = this.properties.trustedProxies().isEmpty();
		if (applicationView && (hasForwardedHeaderFilter(servletContext) || isForwardingServer(servletContext))) {
			logger.warn("Clients can choose the source_ip of AI calls, because this application believes the forwarding"
					+ " headers of any sender. Set securitycontext.source-ip.trusted-proxies to the addresses of your"
					+ " proxies");
		}
		if (TrustedProxies.of(this.properties.trustedProxies()).containEveryAddress()) {
			logger.warn("Clients can choose the source_ip of AI calls, because"
					+ " securitycontext.source-ip.trusted-proxies trusts every address. Name only those of your"
					+ " proxies");
		}
	}

	private void requireOneResolver() {
		try {
			this.resolver.getObject();
		}
		catch (ScopeNotActiveException ex) {
			// there is one, but it lives only as long as a request
		}
	}

	private boolean hasForwardedHeaderFilter(ServletContext servletContext) {
		return servletContext.getFilterRegistrations()
			.values()
			.stream()
			.anyMatch((registration) -> isForwardedHeaderFilter(registration.getClassName()));
	}

	private boolean isForwardedHeaderFilter(@Nullable String className) {
		try {
			return className != null && ForwardedHeaderFilter.class
				.isAssignableFrom(ClassUtils.forName(className, this.context.getClassLoader()));
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private boolean isForwardingServer(ServletContext servletContext) {
		String server = servletContext.getServerInfo();
		return server != null && CREDULOUS_SERVERS.stream().anyMatch(server::startsWith)
				&& isForwardingNatively(this.context.getEnvironment());
	}

	/**
	 * As Spring Boot decides it for the web server.
	 */
	private static boolean isForwardingNatively(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		if (StringUtils.hasText(strategy)) {
			return strategy.equalsIgnoreCase("native");
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

}
