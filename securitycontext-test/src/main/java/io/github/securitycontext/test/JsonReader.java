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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the JSON of RFC 8259, and nothing else. A value is a {@code String}, a
 * {@code List}, a {@link JsonObject} or a {@link JsonLiteral}.
 */
final class JsonReader {

	// deeper than any request, and far from the end of the stack
	private static final int DEEPEST = 500;

	private static final Pattern LITERAL = Pattern
		.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

	private final String text;

	private int position;

	private int depth;

	private JsonReader(String text) {
		this.text = text;
	}

	/**
	 * Reads a whole body.
	 * @throws IllegalArgumentException if it is not JSON
	 */
	static Object read(byte[] utf8) {
		try {
			return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("not UTF-8", ex);
		}
	}

	private static Object read(String text) {
		JsonReader reader = new JsonReader(text);
		Object value = reader.element();
		if (reader.position < text.length()) {
			throw reader.unexpected();
		}
		return value;
	}

	private Object element() {
		skipWhiteSpace();
		Object value = value();
		skipWhiteSpace();
		return value;
	}

	private Object value() {
		return switch (peek()) {
			case '{' -> nested(this::object);
			case '[' -> nested(this::array);
			case '"' -> string();
			default -> literal();
		};
	}

	private <T> T nested(Supplier<T> value) {
		if (++this.depth > DEEPEST) {
			throw new IllegalArgumentException("nested too deep at " + this.position);
		}
		T result = value.get();
		this.depth--;
		return result;
	}

	private JsonObject object() {
		int start = this.position;
		List<JsonObject.Member> members = new ArrayList<>();
		expect('{');
		skipWhiteSpace();
		if (!accept('}')) {
			do {
				members.add(member());
			}
			while (accept(','));
			expect('}');
		}
		return new JsonObject(members, this.text, start, this.position);
	}

	private JsonObject.Member member() {
		skipWhiteSpace();
		String name = string();
		skipWhiteSpace();
		expect(':');
		return new JsonObject.Member(name, element());
	}

	private List<Object> array() {
		List<Object> elements = new ArrayList<>();
		expect('[');
		skipWhiteSpace();
		if (!accept(']')) {
			do {
				elements.add(element());
			}
			while (accept(','));
			expect(']');
		}
		return elements;
	}

	private JsonLiteral literal() {
		Matcher matcher = LITERAL.matcher(this.text).region(this.position, this.text.length());
		if (!matcher.lookingAt()) {
			throw unexpected();
		}
		this.position = matcher.end();
		return new JsonLiteral(matcher.group());
	}

	private String string() {
		StringBuilder string = new StringBuilder();
		expect('"');
		while (!accept('"')) {
			char next = next();
			if (next < ' ') {
				throw new IllegalArgumentException("control character at " + (this.position - 1));
			}
			string.append((next != '\\') ? next : escaped());
		}
		return string.toString();
	}

	private char escaped() {
		char next = next();
		return switch (next) {
			case '"', '\\', '/' -> next;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> unicode();
			default -> throw new IllegalArgumentException("unknown escape at " + (this.position - 1));
		};
	}

	private char unicode() {
		int code = 0;
		for (int i = 0; i < 4; i++) {
			char digit = next();
			int value = (digit < 128) ? Character.digit(digit, 16) : -1;
			if (value < 0) {
				throw new IllegalArgumentException("no hexadecimal digit at " + (this.position - 1));
			}
			code = code * 16 + value;
		}
		return (char) code;
	}

	private void skipWhiteSpace() {
		while (this.position < this.text.length() && " \t\r\n".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
	}

	private char peek() {
		if (this.position == this.text.length()) {
			throw new IllegalArgumentException("incomplete");
		}
		return this.text.charAt(this.position);
	}

	private char next() {
		char next = peek();
		this.position++;
		return next;
	}

	private boolean accept(char expected) {
		if (peek() != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	private void expect(char expected) {
		if (!accept(expected)) {
			throw unexpected();
		}
	}

	private IllegalArgumentException unexpected() {
		return new IllegalArgumentException("unexpected character at " + this.position);
	}

}
