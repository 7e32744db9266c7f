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
import java.util.function.BooleanSupplier;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Whether a servlet application believes the forwarding headers of any sender.
 */
final class ServletForwarding implements BooleanSupplier {

	/**
	 * Beginnings of the names of servers that, once they forward, believe any sender.
	 */
	private static final List<String> CREDULOUS_SERVERS = List.of("jetty/", "Undertow - ");

	private static final String TOMCAT = "Apache Tomcat";

	private final WebApplicationContext context;

	ServletForwarding(WebApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean getAsBoolean() {
		ServletContext servletContext = this.context.getServletContext();
		return servletContext != null
				&& (hasForwardedHeaderFilter(servletContext) || isForwardingServer(servletContext));
	}

	private boolean hasForwardedHeaderFilter(ServletContext servletContext) {
		for (FilterRegistration registration : servletContext.getFilterRegistrations().values()) {
			if (isForwardedHeaderFilter(registration.getClassName())) {
				return true;
			}
		}
		return false;
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
		if (server != null && server.startsWith(TOMCAT)) {
			return NativeForwarding.isTomcatToldToBelieveAnybody(this.context.getEnvironment());
		}
		for (String credulous : CREDULOUS_SERVERS) {
			if (server != null && server.startsWith(credulous)) {
				return NativeForwarding.isActive(this.context.getEnvironment());
			}
		}
		return false;
	}

}
