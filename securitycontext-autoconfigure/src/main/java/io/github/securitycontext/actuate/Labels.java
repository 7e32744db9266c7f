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

package io.github.securitycontext.actuate;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * The names of things in metrics, traces and the endpoint.
 */
final class Labels {

	static final String NONE = "none";

	private Labels() {
	}

	/**
	 * Returns a constant as in properties, such as {@code without-user}.
	 */
	static String of(@Nullable Enum<?> constant) {
		return (constant != null) ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-') : NONE;
	}

	/**
	 * Returns a value with constants as in properties.
	 */
	static Object show(Object value) {
		if (value instanceof Collection<?> values) {
			return values.stream().map(Labels::show).toList();
		}
		return (value instanceof Enum<?> constant) ? of(constant) : value;
	}

	/**
	 * Returns the names of members, in the order of the REST reference.
	 */
	static String of(Set<UserSecurityContextField> fields) {
		return fields.isEmpty() ? NONE
				: fields.stream()
					.sorted()
					.map(UserSecurityContextField::getMemberName)
					.collect(Collectors.joining(","));
	}

}
