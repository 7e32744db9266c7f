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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link JsonReader}, with Jackson as the judge.
 */
class JsonReaderTests {

	private static final String ALPHABET = "{}[]\",:\\/ \t\n\r\u0000bfnrtu0123456789aeE+-.\u00e9\u65e5\ud83d\ude00";

	private final JsonMapper jackson = new JsonMapper();

	private final Random random = new Random(42);

	@Test
	void whatJacksonWritesIsRead() {
		for (int i = 0; i < 5_000; i++) {
			Object value = randomValue(0);
			String json = this.jackson.writeValueAsString(value);
			assertThat(JsonReader.read(json)).as(json).isEqualTo(normalise(value));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t", "\n", "\r", " \t\r\n " })
	void whiteSpaceBetweenTokensDoesNotMatter(String space) {
		String json = String.join(space, "", "{", "\"a\"", ":", "[", "\"b\"", ",", "1", ",", "[", "]", "]", ",",
				"\"c\"", ":", "{", "}", "}", "");
		assertThat(JsonReader.read(json))
			.isEqualTo(Map.of("a", List.of("b", JsonReader.NO_TEXT, List.of()), "c", Map.of()));
	}

	@Test
	void whatIsReadOfBrokenJsonIsWhatJacksonReads() {
		int accepted = 0;
		for (int i = 0; i < 50_000; i++) {
			StringBuilder json = new StringBuilder(this.jackson.writeValueAsString(randomValue(0)));
			json.setCharAt(this.random.nextInt(json.length()), randomCharacter());
			Object value;
			try {
				value = JsonReader.read(json.toString());
			}
			catch (RuntimeException ex) {
				continue;
			}
			accepted++;
			assertThat(normalise(this.jackson.readValue(json.toString(), Object.class))).as(json.toString())
				.isEqualTo(value);
		}
		assertThat(accepted).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "[", "\"", "[1", "[1,", "[,]", "[1,]", "{,}", "{\"a\"}", "{\"a\":}",
			"{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\":1,\"a\":2}", "[]]", "[] []", "tru", "True", "nul", "NaN", "+1",
			"01", "1.", ".1", "1e", "-", "'a'", "\"\\\"", "\"\\a\"", "\"\\u00g0\"", "\"\\u+041\"", "\"\\u00\"",
			"\"\t\"", "\ufeff[]", "\u00a0[]", "[1 2]", "[1]//" })
	void malformedJsonIsRefused(String json) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> JsonReader.read(json));
	}

	@Test
	void deepJsonIsRefusedBeforeItCostsTheStack() {
		assertThatNoException().isThrownBy(() -> JsonReader.read("[".repeat(16) + "]".repeat(16)));
		assertThatNoException().isThrownBy(() -> JsonReader.read("{\"a\":".repeat(15) + "{}" + "}".repeat(15)));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> JsonReader.read("[".repeat(17) + "]".repeat(17)));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> JsonReader.read("{\"a\":".repeat(16) + "{}" + "}".repeat(16)));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> JsonReader.read("[".repeat(100_000)));
	}

	private Object randomValue(int depth) {
		return switch (this.random.nextInt((depth < 4) ? 6 : 4)) {
			case 0 -> this.random.nextInt();
			case 1 -> this.random.nextBoolean();
			case 2, 3 -> randomText();
			case 4 -> {
				List<Object> elements = new ArrayList<>();
				for (int i = this.random.nextInt(4); i > 0; i--) {
					elements.add(randomValue(depth + 1));
				}
				yield elements;
			}
			default -> {
				Map<String, Object> members = new LinkedHashMap<>();
				for (int i = this.random.nextInt(4); i > 0; i--) {
					members.put(randomText(), randomValue(depth + 1));
				}
				yield members;
			}
		};
	}

	private String randomText() {
		return this.random.ints(this.random.nextInt(6), 0, ALPHABET.length())
			.mapToObj((i) -> String.valueOf(ALPHABET.charAt(i)))
			.filter((character) -> !Character.isSurrogate(character.charAt(0)))
			.collect(Collectors.joining());
	}

	private char randomCharacter() {
		return ALPHABET.charAt(this.random.nextInt(ALPHABET.length()));
	}

	private static Object normalise(Object value) {
		if (value instanceof Map<?, ?> members) {
			return members.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (member) -> normalise(member.getValue())));
		}
		if (value instanceof List<?> elements) {
			return elements.stream().map(JsonReaderTests::normalise).toList();
		}
		return (value instanceof String) ? value : JsonReader.NO_TEXT;
	}

}
