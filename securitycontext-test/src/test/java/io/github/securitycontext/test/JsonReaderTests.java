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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonReader}.
 */
class JsonReaderTests {

	@Test
	void everyKindOfValueIsRead() {
		JsonObject object = (JsonObject) read(
				" { \"a\" : [ true , null , -1.5e+3 , { } , [ ] ] , \"b\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00FC\" } ");
		assertThat(object.get("a")).asInstanceOf(InstanceOfAssertFactories.LIST)
			.extracting(Object::toString)
			.containsExactly("true", "null", "-1.5e+3", "{ }", "[]");
		assertThat(object.string("b")).isEqualTo("\"\\/\b\f\n\r\t\u00fc");
		assertThat(object.get("c")).isNull();
	}

	@Test
	void whatIsThereTwiceIsReadTwice() {
		JsonObject object = (JsonObject) read("{\"a\":1,\"a\":\"2\"}");
		assertThat(object.all("a")).hasSize(2);
		assertThat(object.get("a")).isEqualTo("2");
	}

	@Test
	void theTextOfAnObjectIsKeptAsItWasWritten() {
		JsonObject object = (JsonObject) read("{\"\u00fc\":{ \"a\":\"\\u0061\" } }");
		assertThat(object.get("\u00fc")).hasToString("{ \"a\":\"\\u0061\" }");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1}{", "[1,]",
			"[1", "01", "1.", ".5", "+1", "1e", "tru", "NaN", "\"", "\"\\x\"", "\"\\u00g0\"", "\"\\u00\"", "\"a\nb\"",
			"'a'", "\ufeff{}", "{} x" })
	void whatIsNoJsonIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(text));
	}

	@Test
	void bytesThatAreNoUtf8AreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(new byte[] { '"', (byte) 0xff, '"' }))
			.withMessage("not UTF-8");
	}

	@Test
	void endlessNestingIsRefused() {
		assertThat(read("[".repeat(500) + "]".repeat(500))).isInstanceOf(List.class);
		assertThatIllegalArgumentException().isThrownBy(() -> read("[".repeat(100_000)))
			.withMessageStartingWith("nested too deep");
	}

	private static Object read(String text) {
		return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
	}

}
