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

/**
 * Whether the calls of a client carry the context, and if not, why.
 */
public enum ClientCoverage {

	/**
	 * They do, if they may.
	 */
	COVERED("its calls carry the context"),

	/**
	 * Other services do not know the context.
	 */
	NOT_AZURE("it does not point at Azure OpenAI"),

	/**
	 * Its service would ignore or refuse the context.
	 */
	UNSUPPORTED_API_VERSION("its api-version does not know the context, 2025-01-01-preview and later do"),

	/**
	 * A property says so.
	 */
	SWITCHED_OFF("it is switched off"),

	/**
	 * A test makes no real calls.
	 */
	MOCK("it is a mock"),

	/**
	 * What carries the context would not be of the type that others inject.
	 */
	DECLARED_AS_CLASS("it is declared as a class, not as one of its interfaces"),

	/**
	 * Something failed, as the log says.
	 */
	NOT_WRAPPED("it could not be wrapped, as the log says"),

	/**
	 * It was made before it could be seen, as for a bean post-processor, or elsewhere.
	 */
	NOT_SEEN("it was registered ready-made, or created too early"),

	/**
	 * Lazy, of a scope, or the product of a factory.
	 */
	NOT_CREATED("it is not created yet"),

	/**
	 * The library does not tell.
	 */
	UNKNOWN("it does not say where it points");

	private final String description;

	ClientCoverage(String description) {
		this.description = description;
	}

	/**
	 * Returns the reason as a clause.
	 * @return a text about the client
	 */
	public String getDescription() {
		return this.description;
	}

}
