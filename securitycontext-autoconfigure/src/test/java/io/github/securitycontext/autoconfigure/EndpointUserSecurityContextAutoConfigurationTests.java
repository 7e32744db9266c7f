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

import io.github.securitycontext.actuate.CallCounts;
import io.github.securitycontext.actuate.UserSecurityContextEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointUserSecurityContextAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				EndpointUserSecurityContextAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@Test
	void theEndpointIsThereWhereItIsExposed() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(UserSecurityContextEndpoint.class)
			.hasSingleBean(CallCounts.class));
	}

	@Test
	void theEndpointCanBeForbidden() {
		this.contextRunner.withPropertyValues("management.endpoint.securitycontext.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UserSecurityContextEndpoint.class)
				.doesNotHaveBean(CallCounts.class));
	}

	@Test
	void theEndpointIsSwitchedOffWithTheStarter() {
		this.contextRunner.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UserSecurityContextEndpoint.class));
	}

}
