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

package io.github.securitycontext.benchmarks;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application that has the starter.
 */
final class Starter implements AutoCloseable {

	private static final String AUTO_CONFIGURATIONS = "io.github.securitycontext.autoconfigure.";

	private static final String METERED = AUTO_CONFIGURATIONS + "MetricsUserSecurityContextAutoConfiguration,"
			+ AUTO_CONFIGURATIONS + "ObservationUserSecurityContextAutoConfiguration," + AUTO_CONFIGURATIONS
			+ "EndpointUserSecurityContextAutoConfiguration";

	private final ConfigurableApplicationContext context;

	private int beans;

	/**
	 * Starts an application.
	 * @param metered whether it counts calls
	 */
	Starter(boolean metered) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.application.name=" + Alice.APPLICATION_NAME, "spring.main.banner-mode=off",
					"logging.level.root=warn", metered ? "" : "spring.autoconfigure.exclude=" + METERED)
			.run();
	}

	/**
	 * Returns a client as the application gets it.
	 */
	<T> T wrap(Class<T> type, T client) {
		String name = "client" + this.beans++;
		((GenericApplicationContext) this.context).registerBean(name, type, () -> client);
		return this.context.getBean(name, type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
