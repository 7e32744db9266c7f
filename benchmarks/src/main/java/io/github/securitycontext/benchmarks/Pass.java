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

/**
 * A plain pass over bytes: what costs no more than this is lost beside writing them.
 */
public final class Pass {

	/**
	 * The name of the variant that does nothing else.
	 */
	public static final String VARIANT = Variant.PASS.name();

	private Pass() {
	}

	/**
	 * Sums bytes.
	 * @param bytes the bytes
	 * @return whether the sum is zero, so that nothing needs to be allocated for it
	 */
	public static boolean over(byte[] bytes) {
		int sum = 0;
		for (byte b : bytes) {
			sum += b;
		}
		return sum == 0;
	}

}
