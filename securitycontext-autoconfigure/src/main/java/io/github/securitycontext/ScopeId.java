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

package io.github.securitycontext;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a scope, and those around it, in snapshots, which must not hold on to a
 * request. No two are equal.
 */
final class ScopeId {

	private final @Nullable ScopeId outer;

	/**
	 * Creates an id.
	 * @param outer that of the scope around it, or {@code null}
	 */
	ScopeId(@Nullable ScopeId outer) {
		this.outer = outer;
	}

	@Nullable ScopeId outer() {
		return this.outer;
	}

}
