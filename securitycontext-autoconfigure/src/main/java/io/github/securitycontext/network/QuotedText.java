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

package io.github.securitycontext.network;

import org.jspecify.annotations.Nullable;

/**
 * Reads header values with quoted strings (RFC 9110, section 5.6.4).
 */
final class QuotedText {

	private QuotedText() {
	}

	/**
	 * Returns where a separator comes first, or the length of the text.
	 */
	static int indexOf(String text, char separator, int from) {
		boolean quoted = false;
		for (int i = from; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quoted && c == '\\') {
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (!quoted && c == separator) {
				return i;
			}
		}
		return text.length();
	}

	/**
	 * Returns where a separator comes last between two positions, or -1. Read from the
	 * right, so that a quote which somebody left open further left does not matter.
	 */
	static int lastIndexOf(String text, char separator, int from, int end) {
		boolean quoted = false;
		for (int i = end - 1; i >= from; i--) {
			char c = text.charAt(i);
			if (c == '"' && !isEscaped(text, i, quoted)) {
				quoted = !quoted;
			}
			else if (!quoted && c == separator) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isEscaped(String text, int index, boolean quoted) {
		int backslashes = 0;
		while (quoted && index - backslashes > 0 && text.charAt(index - backslashes - 1) == '\\') {
			backslashes++;
		}
		return backslashes % 2 == 1;
	}

	/**
	 * Returns what a quoted string holds, the text itself if it has no quotes, or
	 * {@code null} if a quote is anywhere else.
	 */
	static @Nullable String unquote(String text) {
		if (text.indexOf('"') < 0) {
			return text;
		}
		StringBuilder content = new StringBuilder(text.length());
		for (int i = 1; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"') {
				return (text.charAt(0) == '"' && i == text.length() - 1) ? content.toString() : null;
			}
			if (c == '\\' && i + 1 < text.length()) {
				c = text.charAt(++i);
			}
			content.append(c);
		}
		return null;
	}

}
