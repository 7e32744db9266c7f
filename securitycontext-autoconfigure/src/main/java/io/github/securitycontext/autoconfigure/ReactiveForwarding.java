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

import java.util.Arrays;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Whether a reactive application believes the forwarding headers of any sender.
 */
final class ReactiveForwarding implements BooleanSupplier {

	private static final String SERVER_FACTORY = "ReactiveWebServerFactory";

	private static final String TOMCAT = "Tomcat";

	private final ApplicationContext context;

	ReactiveForwarding(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean getAsBoolean() {
		return this.context.getBeanNamesForType(ForwardedHeaderTransformer.class, true, false).length > 0
				|| isForwardingServer();
	}

	private boolean isForwardingServer() {
		Environment environment = this.context.getEnvironment();
		return isCredulousServer() ? NativeForwarding.isActive(environment)
				: NativeForwarding.isTomcatToldToBelieveAnybody(environment);
	}

	/**
	 * Of the servers, only Tomcat by default believes private networks alone. The
	 * factories are asked for their names, because Spring Boot 4 moved them to other
	 * packages.
	 */
	private boolean isCredulousServer() {
		return Arrays.stream(this.context.getBeanDefinitionNames())
			.map(this::findType)
			.anyMatch(ReactiveForwarding::isCredulous);
	}

	/**
	 * A bean that nobody needs may have a class that cannot be loaded.
	 */
	private @Nullable Class<?> findType(String name) {
		try {
			return this.context.getType(name, false);
		}
		catch (BeansException | LinkageError ex) {
			return null;
		}
	}

	private static boolean isCredulous(@Nullable Class<?> type) {
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			String name = current.getSimpleName();
			if (name.endsWith(SERVER_FACTORY) && !name.startsWith("Abstract")) {
				return !name.startsWith(TOMCAT);
			}
		}
		return false;
	}

}
