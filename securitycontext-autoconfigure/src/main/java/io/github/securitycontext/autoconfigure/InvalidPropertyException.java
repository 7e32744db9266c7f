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
	 * @param value the value
	 * @param reason why it cannot be used, as a clause
	 * @param fix what to do about it, as a sentence
	 */
	InvalidPropertyException(String property, @Nullable Object value, @Nullable String reason, String fix) {
		super("The property '%s.%s' has the value '%s', which cannot be used: %s"
			.formatted(UserSecurityContextProperties.PREFIX, property, (value != null) ? value : "", reason));
		this.property = UserSecurityContextProperties.PREFIX + "." + property;
		this.fix = fix;
	}

	String getProperty() {
		return this.property;
	}

	String getFix() {
		return this.fix;
	}

}
