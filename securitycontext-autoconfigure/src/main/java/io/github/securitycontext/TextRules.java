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
 * What a text must be like to be a member of a {@link UserSecurityContext}.
 */
final class TextRules {

	private static final int REPLACEMENT_CHARACTER = 0xFFFD;

	private TextRules() {
	}

	/**
	 * Whether an identifier can be sent exactly as it is.
	 */
	static boolean isIdentifier(@Nullable String text) {
		return text != null && !text.isEmpty() && text.length() <= UserSecurityContext.MAX_LENGTH
				&& !isBlank(text.codePointAt(0)) && !isBlank(text.codePointBefore(text.length()))
				&& hasOnlyCharacters(text);
	}

	private static boolean hasOnlyCharacters(String text) {
		int codePoint;
		for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
			codePoint = text.codePointAt(i);
			if (isControl(codePoint) || isLoneSurrogate(codePoint)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the text without what a name must not have, or {@code null} if nothing is
	 * left.
	 */
	static @Nullable String clean(@Nullable String text) {
		if (text == null || isIdentifier(text)) {
			return text;
		}
		StringBuilder cleaned = new StringBuilder();
		int codePoint;
		for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
			codePoint = text.codePointAt(i);
			if (isControl(codePoint) || (cleaned.isEmpty() && isBlank(codePoint))) {
				continue;
			}
			if (cleaned.length() + Character.charCount(codePoint) > UserSecurityContext.MAX_LENGTH) {
				break;
			}
			cleaned.appendCodePoint(isLoneSurrogate(codePoint) ? REPLACEMENT_CHARACTER : codePoint);
		}
		int end = cleaned.length();
		while (end > 0 && isBlank(cleaned.codePointBefore(end))) {
			end -= Character.charCount(cleaned.codePointBefore(end));
		}
		return (end > 0) ? cleaned.substring(0, end) : null;
	}

	private static boolean isBlank(int codePoint) {
		return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
	}

	private static boolean isControl(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	private static boolean isLoneSurrogate(int codePoint) {
		return Character.getType(codePoint) == Character.SURROGATE;
	}

}
