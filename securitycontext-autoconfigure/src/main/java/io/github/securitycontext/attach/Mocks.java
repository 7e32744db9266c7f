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
 * Knows the mocks and spies of Mockito, where it is there. A spy of a final class looks
 * exactly like the real thing, so only Mockito itself can tell.
 */
public final class Mocks {

	/**
	 * What Mockito gives to the bootstrap class loader before it mocks the first final
	 * class.
	 */
	private static final String DISPATCHER = "org.mockito.internal.creation.bytebuddy.inject.MockMethodDispatcher";

	private Mocks() {
	}

	/**
	 * Whether an object is a mock or a spy, and so must stay the object that a test
	 * verifies.
	 * @param candidate any object
	 * @return whether Mockito made it
	 */
	public static boolean isMock(Object candidate) {
		try {
			// to ask Mockito is to start it, which is slow and warns on later JDKs
			Class.forName(DISPATCHER, false, null);
			ClassLoader classLoader = candidate.getClass().getClassLoader();
			Object details = Class.forName("org.mockito.Mockito", false, classLoader)
				.getMethod("mockingDetails", Object.class)
				.invoke(null, candidate);
			return Boolean.TRUE.equals(Class.forName("org.mockito.MockingDetails", false, classLoader)
				.getMethod("isMock")
				.invoke(details));
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return false;
		}
	}

}
