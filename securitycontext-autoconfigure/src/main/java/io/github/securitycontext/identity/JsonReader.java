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

package io.github.securitycontext.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) to the letter, into maps, lists and texts. Users choose some of
 * their claims, so that a lenient parser could take what they wrote for structure.
 */
final class JsonReader {

	/**
	 * Stands for every number, {@code true}, {@code false} and {@code null}.
	 */
	static final Object NO_TEXT = new Object();

	private static final Pattern NO_TEXT_SYNTAX = Pattern
		.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

	private static final int MAX_DEPTH = 16;

	private final String json;

	private int position;

	private JsonReader(String json) {
		this.json = json;
	}

	/**
	 * Reads a value.
	 * @throws RuntimeException if it is malformed, or nested deeper than claims are
	 */
	static Object read(String json) {
		JsonReader reader = new JsonReader(json);
		Object value = reader.value(0);
		reader.check(reader.position == json.length());
		return value;
	}

	private Object value(int depth) {
		check(depth < MAX_DEPTH);
		skipWhitespace();
		Object value = switch (this.json.charAt(this.position)) {
			case '{' -> object(depth);
			case '[' -> array(depth);
			case '"' -> text();
			default -> noText();
		};
		skipWhitespace();
		return value;
	}

	private Map<String, Object> object(int depth) {
		Map<String, Object> members = new HashMap<>();
		this.position++;
		skipWhitespace();
		if (accept('}')) {
			return members;
		}
		do {
			skipWhitespace();
			String name = text();
			skipWhitespace();
			check(accept(':'));
			check(members.put(name, value(depth + 1)) == null);
		}
		while (accept(','));
		check(accept('}'));
		return members;
	}

	private List<Object> array(int depth) {
		List<Object> elements = new ArrayList<>();
		this.position++;
		skipWhitespace();
		if (accept(']')) {
			return elements;
		}
		do {
			elements.add(value(depth + 1));
		}
		while (accept(','));
		check(accept(']'));
		return elements;
	}

	private String text() {
		check(accept('"'));
		StringBuilder text = new StringBuilder();
		while (!accept('"')) {
			char character = next();
			check(character >= ' ');
			text.append((character == '\\') ? escaped() : character);
		}
		return text.toString();
	}

	private char escaped() {
		char character = next();
		return switch (character) {
			case '"', '\\', '/' -> character;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> (char) HexFormat.fromHexDigits(this.json, this.position, this.position += 4);
			default -> throw malformed();
		};
	}

	private Object noText() {
		Matcher matcher = NO_TEXT_SYNTAX.matcher(this.json).region(this.position, this.json.length());
		check(matcher.lookingAt());
		this.position = matcher.end();
		return NO_TEXT;
	}

	private void skipWhitespace() {
		while (this.position < this.json.length() && " \t\n\r".indexOf(this.json.charAt(this.position)) >= 0) {
			this.position++;
		}
	}

	private boolean accept(char expected) {
		boolean accepted = this.json.charAt(this.position) == expected;
		if (accepted) {
			this.position++;
		}
		return accepted;
	}

	private char next() {
		return this.json.charAt(this.position++);
	}

	private void check(boolean wellFormed) {
		if (!wellFormed) {
			throw malformed();
		}
	}

	private static IllegalArgumentException malformed() {
		return new IllegalArgumentException("Malformed JSON");
	}

}
