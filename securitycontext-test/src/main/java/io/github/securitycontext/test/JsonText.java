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

package io.github.securitycontext.test;

/**
 * Writes strings as JSON.
 */
final class JsonText {

	private JsonText() {
	}

	/**
	 * The string with quotes around it, in ASCII, so that it survives any decoding.
	 */
	static String quote(String string) {
		StringBuilder text = new StringBuilder(string.length() + 2).append('"');
		for (int i = 0; i < string.length(); i++) {
			char next = string.charAt(i);
			if (next == '"' || next == '\\') {
				text.append('\\').append(next);
			}
			else if (next < ' ' || next > '~') {
				text.append(String.format("\\u%04x", (int) next));
			}
			else {
				text.append(next);
			}
		}
		return text.append('"').toString();
	}

}
