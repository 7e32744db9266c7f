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

package io.github.securitycontext.soak;

import org.jspecify.annotations.Nullable;

/**
 * One of those for whom a soak makes calls.
 *
 * @param author the name in the prompts
 * @param id what {@code end_user_id} must be, or {@code null}
 * @param address what {@code source_ip} must be, or {@code null}
 */
record SoakUser(String author, @Nullable String id, @Nullable String address) {

	static final int COUNT = 400;

	/**
	 * Work that nobody has asked for.
	 */
	static final SoakUser NOBODY = new SoakUser("nobody", null, null);

	private static final String SIGNED_IN = "user-";

	private static final String ANONYMOUS = "anonymous-";

	static SoakUser signedIn(int number) {
		String name = SIGNED_IN + number;
		return new SoakUser(name, name, address("198.18.", number));
	}

	static SoakUser anonymous(int number) {
		return new SoakUser(ANONYMOUS + number, null, address("198.19.", number));
	}

	static SoakUser of(String author) {
		if (author.startsWith(SIGNED_IN)) {
			return signedIn(Integer.parseInt(author.substring(SIGNED_IN.length())));
		}
		if (author.startsWith(ANONYMOUS)) {
			return anonymous(Integer.parseInt(author.substring(ANONYMOUS.length())));
		}
		return NOBODY;
	}

	private static String address(String network, int number) {
		return network + (number >> 8) + "." + (number & 255);
	}

}
