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

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.github.securitycontext.actuate.EffectiveProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The properties as they count, defaults included, and where each was set. Secrets are
 * replaced.
 */
final class EffectiveProperties implements Supplier<Map<String, EffectiveProperty>> {

	private static final String SECRET = UserSecurityContextProperties.PREFIX + ".end-user.pseudonym-key";

	private static final String APPLICATION_NAME = UserSecurityContextProperties.PREFIX + ".application-name";

	private final UserSecurityContextProperties properties;

	private final ConfigurableEnvironment environment;

	EffectiveProperties(UserSecurityContextProperties properties, ConfigurableEnvironment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	@Override
	public Map<String, EffectiveProperty> get() {
		Map<String, EffectiveProperty> result = new LinkedHashMap<>();
		PropertyOrigins origins = new PropertyOrigins(this.environment);
		add(result, UserSecurityContextProperties.PREFIX, this.properties, origins);
		return result;
	}

	private void add(Map<String, EffectiveProperty> result, String name, @Nullable Object value,
			PropertyOrigins origins) {
		if (value instanceof Record group) {
			for (RecordComponent component : group.getClass().getRecordComponents()) {
				add(result, name + "." + dashed(component.getName()), read(component, group), origins);
			}
		}
		else if (value instanceof Map<?, ?> entries) {
			entries.forEach((key, entry) -> add(result, name + "." + key, entry, origins));
		}
		else if (value != null && !value.equals("")) {
			result.put(name, new EffectiveProperty(name.equals(SECRET) ? "******" : value, origins.find(name)));
		}
		else if (name.equals(APPLICATION_NAME)) {
			addNameOfSpring(result, origins);
		}
	}

	private void addNameOfSpring(Map<String, EffectiveProperty> result, PropertyOrigins origins) {
		String property = "spring.application.name";
		String name = this.environment.getProperty(property);
		if (name != null && !name.isEmpty()) {
			result.put(APPLICATION_NAME, new EffectiveProperty(name, origins.find(property)));
		}
	}

	private static @Nullable Object read(RecordComponent component, Record group) {
		try {
			return component.getAccessor().invoke(group);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
