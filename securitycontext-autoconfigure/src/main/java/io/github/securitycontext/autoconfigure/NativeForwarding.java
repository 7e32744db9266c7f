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

import io.github.securitycontext.web.server.TomcatProxies;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whether the web server itself honours forwarding headers, as Spring Boot decides it.
 */
final class NativeForwarding {

	private NativeForwarding() {
	}

	/**
	 * Whether Tomcat, which by default believes private networks only, is told to believe
	 * anybody. Either header of its valve installs it, whatever the strategy.
	 */
	static boolean isTomcatToldToBelieveAnybody(Environment environment) {
		boolean valve = isActive(environment) || isSet(environment, "remote-ip-header")
				|| isSet(environment, "protocol-header");
		return valve && TomcatProxies.includeAnybody(tomcatProperty(environment, "internal-proxies"),
				tomcatProperty(environment, "trusted-proxies"));
	}

	private static boolean isSet(Environment environment, String name) {
		return StringUtils.hasText(tomcatProperty(environment, name));
	}

	private static @Nullable String tomcatProperty(Environment environment, String name) {
		return environment.getProperty("server.tomcat.remoteip." + name);
	}

	static boolean isActive(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		if (StringUtils.hasText(strategy)) {
			return strategy.equalsIgnoreCase("native");
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

}
