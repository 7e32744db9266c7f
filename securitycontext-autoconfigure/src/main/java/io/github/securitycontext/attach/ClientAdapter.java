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

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Makes the clients of one library carry the context.
 */
public interface ClientAdapter {

	/**
	 * Returns the types of the clients.
	 * @return classes and interfaces
	 */
	List<Class<?>> getClientTypes();

	/**
	 * Returns a client that carries the context.
	 * @param client an object of one of the types
	 * @param settings returns the settings of the client, given those of what it was
	 * built with, or {@code null} if that is not known
	 * @return a client that does what the given one does; or the given one itself if it
	 * could be changed, needs no change, or is a mock
	 * @throws ReflectiveOperationException if this version of the library is not known
	 */
	Object attachTo(Object client, Function<@Nullable ClientSettings, ClientSettings> settings)
			throws ReflectiveOperationException;

	/**
	 * Tells what a client is, without calling a mock.
	 * @param client an object of one of the types, which carries the context if it can
	 * @return the description
	 * @throws ReflectiveOperationException if this version of the library is not known
	 */
	ClientDescription describe(Object client) throws ReflectiveOperationException;

}
