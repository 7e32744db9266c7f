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

package io.github.securitycontext.attach;

import org.jspecify.annotations.Nullable;

/**
 * How the calls of one client carry a context.
 *
 * @param name the name of the client's bean, or {@code null} if it is none
 * @param enabled whether they carry one at all
 * @param applicationName the name of the application that they carry, or {@code null} if
 * it is not known
 * @param required what they must carry
 */
public record ClientSettings(@Nullable String name, boolean enabled, @Nullable String applicationName,
		RequiredFields required) {

	/**
	 * Creates settings of a client whose calls need not carry anything.
	 * @param name the name of the client's bean, or {@code null} if it is none
	 * @param enabled whether they carry a context at all
	 * @param applicationName the name of the application that they carry, or {@code null}
	 * if it is not known
	 */
	public ClientSettings(@Nullable String name, boolean enabled, @Nullable String applicationName) {
		this(name, enabled, applicationName, RequiredFields.NONE);
	}

	/**
	 * Returns the client as the subject of a sentence in a log.
	 */
	String describeCalls() {
		return (this.name != null) ? "Calls of the bean '" + this.name + "'" : "AI calls of a client without a name";
	}

}
