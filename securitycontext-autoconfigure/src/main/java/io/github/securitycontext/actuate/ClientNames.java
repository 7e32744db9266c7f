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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The names of clients, of which an application that makes beans at runtime may have any
 * number.
 */
final class ClientNames {

	static final int MAX = 100;

	static final String OTHER = "other";

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	/**
	 * Returns the name to show for that of a client.
	 */
	String show(@Nullable String name) {
		if (name == null) {
			return Labels.NONE;
		}
		return (this.names.contains(name) || (this.names.size() < MAX && this.names.add(name))) ? name : OTHER;
	}

}
