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

package io.github.securitycontext.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;

/**
 * How the context comes into a call.
 */
enum Variant {

	/**
	 * No call, but a plain pass over the bytes of its body. At the turning points the
	 * first and the last follow themselves, so that neither may be one that is judged.
	 */
	PASS,

	/**
	 * Not at all.
	 */
	WITHOUT,

	/**
	 * By the application, at each call, with what its SDK offers.
	 */
	BY_HAND,

	/**
	 * By the starter, in a request that has made a call before.
	 */
	STARTER,

	/**
	 * By the starter, in a request that has not yet made a call: the context is a new one
	 * each time.
	 */
	STARTER_FIRST,

	/**
	 * By the starter, which counts and times it in a meter registry.
	 */
	STARTER_METERED,

	/**
	 * By an interceptor that reads the body into a tree, and writes it again.
	 */
	TREE;

	/**
	 * Returns the variants of a call with a prompt.
	 * @param length the length of the prompt in characters; whether the meters are worth
	 * it shows best where it is short
	 */
	static List<Variant> of(int length) {
		return Stream.of(values()).filter((variant) -> variant != STARTER_METERED || length <= 1_000).toList();
	}

	/**
	 * Lets the running thread work for Alice.
	 * @param alice her context, in a request that has made a call before
	 * @return the scope to close
	 */
	UserSecurityContextHolder.Scope bind(UserSecurityContext alice) {
		return (this == STARTER_FIRST) ? UserSecurityContextHolder.bind(Alice::newContext)
				: UserSecurityContextHolder.bind(alice);
	}

	boolean hasContext() {
		return this != WITHOUT && this != PASS;
	}

	boolean isOfStarter() {
		return this == STARTER || this == STARTER_FIRST || this == STARTER_METERED;
	}

}
