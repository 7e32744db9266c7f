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

package io.github.securitycontext.propagation;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What kind of threads dispatches the requests and runs the tasks of an application.
 */
enum RequestThreads {

	PLATFORM, VIRTUAL;

	/**
	 * Those that this JDK has.
	 */
	static Stream<RequestThreads> available() {
		return Arrays.stream(values()).filter((threads) -> threads == PLATFORM || Runtime.version().feature() >= 21);
	}

	String property() {
		return "spring.threads.virtual.enabled=" + (this == VIRTUAL);
	}

}
