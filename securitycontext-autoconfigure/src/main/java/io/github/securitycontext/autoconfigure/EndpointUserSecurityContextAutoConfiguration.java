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

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * {@link AutoConfiguration Auto-configuration} of the endpoint.
 */
@AutoConfiguration(after = UserSecurityContextAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnUserSecurityContext
@ConditionalOnAvailableEndpoint(endpoint = UserSecurityContextEndpoint.class)
public final class EndpointUserSecurityContextAutoConfiguration {

	@Bean
	CallCounts userSecurityContextCallCounts() {
		return new CallCounts();
	}

	@Bean
	@ConditionalOnMissingBean
	UserSecurityContextEndpoint userSecurityContextEndpoint(UserSecurityContextProperties properties,
			ConfigurableEnvironment environment, ClientBeans clients, CallCounts counts) {
		return new UserSecurityContextEndpoint(new EffectiveProperties(properties, environment), clients::describe,
				counts);
	}

}
