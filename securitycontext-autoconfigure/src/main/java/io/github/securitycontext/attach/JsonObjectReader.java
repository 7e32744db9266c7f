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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of one JSON object (RFC 8259) where its bytes lie. Values are
 * skipped, not checked: only what the walk itself needs must be well-formed.
 */
final class JsonObjectReader {

	private static final int MALFORMED = -1;

	/** In bytes. Nobody needs more of a text that is read. */
	private static final int MAX_TEXT_LENGTH = 1024;

	private final ByteBuffer json;

	private int position;

	private int nameStart;

	private int nameEnd;

	private boolean empty = true;

	private int end = MALFORMED;

	/**
	 * Creates a reader.
	 * @param json the bytes, UTF-8
	 * @param start where the opening brace of the object is
	 */
	JsonObjectReader(ByteBuffer json, int start) {
		this.json = json;
		this.position = start + 1;
	}

	/**
	 * Moves to the next member.
	 * @return whether there is one; if not, the object ended or is malformed
	 */
	boolean next() {
		if (!this.empty) {
			skipValue();
		}
		int separator = peekToken();
		if (separator == '}') {
			this.end = this.position + 1;
			return false;
		}
		if (!this.empty) {
			if (separator != ',') {
				return false;
			}
			this.position++;
		}
		this.empty = false;
		return readName();
	}

	private boolean readName() {
		if (peekToken() != '"') {
			return false;
		}
		this.nameStart = this.position + 1;
		skipString();
		this.nameEnd = this.position - 1;
		if (peekToken() != ':') {
			return false;
		}
		this.position++;
		return peekToken() != MALFORMED;
	}

	/**
	 * Whether the name of the current member, its escapes decoded, is the given one.
	 * @param name a name of ASCII characters
	 */
	boolean nameEquals(String name) {
		int index = this.nameStart;
		for (int i = 0; i < name.length(); i++) {
			if (index >= this.nameEnd) {
				return false;
			}
			int c = this.json.get(index++);
			if (c == '\\') {
				c = this.json.get(index++);
				if (c == 'u') {
					if (index + 4 > this.nameEnd) {
						return false;
					}
					c = hex(index);
					index += 4;
				}
				else if (c != '"' && c != '\\' && c != '/') {
					return false;
				}
			}
			if (c != name.charAt(i)) {
				return false;
			}
		}
		return index == this.nameEnd;
	}

	private int hex(int index) {
		int value = 0;
		for (int i = index; i < index + 4; i++) {
			int digit = Character.digit(this.json.get(i), 16);
			if (digit < 0) {
				return MALFORMED;
			}
			value = value << 4 | digit;
		}
		return value;
	}

	/**
	 * Where the value of the current member starts.
	 */
	int valueStart() {
		return this.position;
	}

	/**
	 * Whether the value of the current member is a text that is not blank.
	 */
	boolean hasText() {
		String text = text();
		return text != null && !text.isBlank();
	}

	/**
	 * Returns the beginning of the value of the current member, its escapes decoded, or
	 * {@code null} if it is not a text.
	 */
	@Nullable String text() {
		if (this.json.get(this.position) != '"') {
			return null;
		}
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		int index = this.position + 1;
		int end = Math.min(this.json.limit(), index + MAX_TEXT_LENGTH);
		while (index < end && this.json.get(index) != '"') {
			byte b = this.json.get(index++);
			if (b != '\\') {
				text.write(b);
			}
			else if (index < end) {
				byte escaped = this.json.get(index++);
				boolean unicode = escaped == 'u' && index + 4 <= end;
				text.writeBytes(decode(escaped, unicode ? hex(index) : MALFORMED).getBytes(StandardCharsets.UTF_8));
				index += unicode ? 4 : 0;
			}
		}
		return text.toString(StandardCharsets.UTF_8);
	}

	private static String decode(byte escaped, int unicode) {
		if (unicode != MALFORMED) {
			// half of a pair of surrogates has no bytes, and becomes a question mark
			return String.valueOf((char) unicode);
		}
		// the others are white space, where that matters
		return (escaped == '"' || escaped == '\\' || escaped == '/') ? String.valueOf((char) escaped) : " ";
	}

	/**
	 * Whether the object has no member.
	 */
	boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Where the object ends, behind its closing brace; -1 if it is malformed, or not yet
	 * read to its end.
	 */
	int end() {
		return this.end;
	}

	/**
	 * Skips white space and returns the byte behind it.
	 */
	private int peekToken() {
		while (this.position < this.json.limit()) {
			byte b = this.json.get(this.position);
			if (!isBlank(b)) {
				return b;
			}
			this.position++;
		}
		return MALFORMED;
	}

	private void skipValue() {
		int depth = 0;
		while (this.position < this.json.limit()) {
			byte b = this.json.get(this.position);
			if (b == '"') {
				skipString();
				continue;
			}
			if (b == '{' || b == '[') {
				depth++;
			}
			else if (b == '}' || b == ']' || b == ',') {
				if (depth == 0) {
					return;
				}
				if (b != ',') {
					depth--;
				}
			}
			this.position++;
		}
	}

	private void skipString() {
		this.position++;
		while (this.position < this.json.limit()) {
			byte b = this.json.get(this.position++);
			if (b == '"') {
				return;
			}
			if (b == '\\') {
				this.position++;
			}
		}
	}

	/**
	 * Returns where the first byte that is no white space is, from an index on in steps
	 * of 1 or -1; outside of the bytes if there is none.
	 */
	static int skipBlanks(ByteBuffer body, int from, int step) {
		int index = from;
		while (index >= 0 && index < body.limit() && isBlank(body.get(index))) {
			index += step;
		}
		return index;
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || b == '\t' || b == '\n' || b == '\r';
	}

}
