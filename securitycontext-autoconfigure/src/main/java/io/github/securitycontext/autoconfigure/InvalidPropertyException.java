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

import org.jspecify.annotations.Nullable;

/**
 * A property of {@code securitycontext} has a value that cannot be used.
 */
class InvalidPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String fix;

	/**
	 * Creates an exception.
	 * @param property the name of the property, without the prefix
	 * @param problem what is wrong, the rest of a sentence about the property
	 * @param fix what to do about it, as a sentence
	 */
	InvalidPropertyException(String property, String problem, String fix) {
		super("The property '%s.%s' %s".formatted(UserSecurityContextProperties.PREFIX, property, problem));
		this.property = UserSecurityContextProperties.PREFIX + "." + property;
		this.fix = fix;
	}

	/**
	 * Returns an exception about a value.
	 * @param property the name of the property, without the prefix
	 * @param value the value
	 * @param reason why it cannot be used, as a clause
	 * @param fix what to do about it, as a sentence
	 */
	static InvalidPropertyException ofValue(String property, @Nullable String value, @Nullable String reason,
			String fix) {
		return new InvalidPropertyException(property,
				"has the value '%s', which cannot be used: %s".formatted((value != null) ? value : "", reason), fix);
	}

	String getProperty() {
		return this.property;
	}

	String getFix() {
		return this.fix;
	}

}
