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

package io.github.securitycontext.identity;

import org.jspecify.annotations.Nullable;

/**
 * The person behind a request.
 *
 * @param id the identifier of the person, the Microsoft Entra object id where there is
 * one, or {@code null} if it is not known
 * @param tenantId the Microsoft Entra tenant of the person, or {@code null} if it is not
 * known
 */
public record EndUser(@Nullable String id, @Nullable String tenantId) {

	/**
	 * Nobody: the request has no person behind it, or none that may be named.
	 */
	public static final EndUser NONE = new EndUser(null, null);

	/**
	 * Says only whether there is anybody, so that the text may be logged.
	 */
	@Override
	public String toString() {
		return "EndUser[id=" + mask(this.id) + ", tenantId=" + mask(this.tenantId) + "]";
	}

	private static @Nullable String mask(@Nullable String value) {
		return (value != null) ? "***" : null;
	}

}
