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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.securitycontext.actuate.EffectiveProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * The properties as they count, defaults included, and where each was set. Written out
 * one by one: none can be shown that is a secret, and a native image can do it.
 */
final class EffectiveProperties implements Supplier<Map<String, EffectiveProperty>> {

	private static final String APPLICATION_NAME = "application-name";

	private static final String NAME_OF_SPRING = "spring.application.name";

	private final UserSecurityContextProperties properties;

	private final ConfigurableEnvironment environment;

	EffectiveProperties(UserSecurityContextProperties properties, ConfigurableEnvironment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	@Override
	public Map<String, EffectiveProperty> get() {
		PropertyOrigins origins = new PropertyOrigins(this.environment);
		Map<String, EffectiveProperty> result = new LinkedHashMap<>();
		values().forEach((name, value) -> {
			if (value != null) {
				String property = UserSecurityContextProperties.PREFIX + "." + name;
				boolean ofSpring = name.equals(APPLICATION_NAME) && !hasNameOfItsOwn();
				result.put(property, new EffectiveProperty(value, origins.find(ofSpring ? NAME_OF_SPRING : property)));
			}
		});
		return result;
	}

	private boolean hasNameOfItsOwn() {
		return StringUtils.hasText(this.properties.applicationName());
	}

	private Map<String, @Nullable Object> values() {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("enabled", this.properties.enabled());
		values.put(APPLICATION_NAME, hasNameOfItsOwn() ? this.properties.applicationName()
				: textOrNull(this.environment.getProperty(NAME_OF_SPRING)));
		UserSecurityContextProperties.EndUser endUser = this.properties.endUser();
		values.put("end-user.enabled", endUser.enabled());
		values.put("end-user.id-claims", endUser.idClaims());
		values.put("end-user.tenant-claims", endUser.tenantClaims());
		values.put("end-user.issuers", endUser.issuers());
		values.put("end-user.fallback", endUser.fallback());
		values.put("end-user.personal-data", endUser.personalData());
		values.put("end-user.pseudonym-key", (textOrNull(endUser.pseudonymKey()) != null) ? "******" : null);
		UserSecurityContextProperties.SourceIp sourceIp = this.properties.sourceIp();
		values.put("source-ip.enabled", sourceIp.enabled());
		values.put("source-ip.trusted-proxies", sourceIp.trustedProxies());
		values.put("source-ip.header", sourceIp.header());
		this.properties.clients().forEach((name, client) -> {
			values.put(UserSecurityContextProperties.ofClient(name, "enabled"), client.enabled());
			values.put(UserSecurityContextProperties.ofClient(name, "application-name"),
					textOrNull(client.applicationName()));
			values.put(UserSecurityContextProperties.ofClient(name, "missing.required"), client.missing().required());
			values.put(UserSecurityContextProperties.ofClient(name, "missing.action"), client.missing().action());
		});
		values.put("missing.required", this.properties.missing().required());
		values.put("missing.action", this.properties.missing().action());
		values.put("unsupported-model", this.properties.unsupportedModel());
		values.put("clients-outside-spring", this.properties.clientsOutsideSpring());
		return values;
	}

	private static @Nullable String textOrNull(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

}
