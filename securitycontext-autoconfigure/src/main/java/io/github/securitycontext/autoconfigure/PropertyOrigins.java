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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Knows where properties are set.
 */
final class PropertyOrigins {

	private static final String DEFAULT = "default";

	private final Iterable<ConfigurationPropertySource> sources;

	PropertyOrigins(ConfigurableEnvironment environment) {
		this.sources = ConfigurationPropertySources.get(environment);
	}

	/**
	 * Returns the place that has the value which counts, or {@code default}.
	 * @param property a name as in our documentation, with the keys of maps as they are
	 */
	String find(String property) {
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty found = find(source, property);
			if (found != null) {
				return (found.getOrigin() != null) ? found.getOrigin().toString() : nameOf(source);
			}
		}
		return DEFAULT;
	}

	private static @Nullable ConfigurationProperty find(ConfigurationPropertySource source, String property) {
		if (ConfigurationPropertyName.isValid(property)) {
			ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
			ConfigurationProperty found = source.getConfigurationProperty(name);
			found = (found != null) ? found : source.getConfigurationProperty(name.append("[0]"));
			if (found != null) {
				return found;
			}
		}
		// the key of a map, which may be written in many ways
		String simple = simplify(property);
		if (source instanceof IterableConfigurationPropertySource iterable) {
			for (ConfigurationPropertyName name : iterable) {
				String other = simplify(name.toString());
				if (other.equals(simple) || other.startsWith(simple + ".")) {
					return source.getConfigurationProperty(name);
				}
			}
		}
		return null;
	}

	/**
	 * As text, a source may show all its values.
	 */
	private static String nameOf(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> underlying) ? underlying.getName()
				: "unknown";
	}

	private static String simplify(String name) {
		return name.toLowerCase(Locale.ROOT).replace("[", ".").replaceAll("[-_\\]]", "");
	}

}
