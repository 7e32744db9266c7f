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

package io.github.securitycontext.azure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The body", with thousands of random bodies, well-formed and broken.
 */
class AzureOpenAiBodyPropertyTests {

	private static final String[] NAMES = { "user_security_context", "\\u0075ser_security_context", "end_user_id",
			"application_name", "source_ip", "end_user_tenant_id", "a", "", "\\\"", "\\\\", "é", "\uD83D\uDE00",
			"\\ud83d\\ude00", "messages", "source\\u005fip" };

	private static final String[] VALUES = { "null", "true", "1", "-2.5e3", "\"\"", "\"}{\"", "\"\\\"\"", "\"\\\\\"",
			"\"user_security_context\"", "\"\\\"user_security_context\\\":{\"", "{}", "[]", "\"\uD83D\uDE00\"" };

	private static final String[] BLANKS = { "", "", "", " ", "\n", "\t\r\n " };

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final JsonMapper LENIENT = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final Random random = new Random(20_260_101);

	@Test
	void aWellFormedBodyGetsAtMostOneInsertionAndMeansTheSame() {
		int attached = 0;
		for (int i = 0; i < 20_000; i++) {
			String body = blank() + object(4) + blank();
			byte[] before = body.getBytes(StandardCharsets.UTF_8);
			byte[] after = TestCalls.attach(before);
			if (after == null) {
				continue;
			}
			attached++;
			assertThat(isOneInsertion(before, after)).as(body).isTrue();
			JsonNode old = LENIENT.readTree(before);
			JsonNode now = LENIENT.readTree(after);
			if (parse(MAPPER, before) != null) {
				assertThat(parse(MAPPER, after)).as(body).isNotNull();
				assertThat(meaningOf(old, now)).as(body).isEqualTo(old);
			}
		}
		assertThat(attached).isGreaterThan(10_000);
	}

	@Test
	void aBodyThatALibraryWroteGetsTheSameAsAnyOther() {
		int attached = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] body = LENIENT.writeValueAsBytes(LENIENT.readTree(object(4)));
			byte[] after = TestCalls.attach(body, true);
			attached += (after != null) ? 1 : 0;
			assertThat(after).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(TestCalls.attach(body));
		}
		assertThat(attached).isGreaterThan(10_000);
	}

	@Test
	void aBrokenBodyGetsAtMostOneInsertionAndNeverFails() {
		int attached = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] before = mutate(object(3).getBytes(StandardCharsets.UTF_8));
			byte[] after = TestCalls.attach(before);
			String body = new String(before, StandardCharsets.UTF_8);
			if (after != null) {
				attached++;
				assertThat(isOneInsertion(before, after)).as(body).isTrue();
				assertThat(parse(LENIENT, before) == null || parse(LENIENT, after) != null).as(body).isTrue();
			}
		}
		assertThat(attached).isGreaterThan(1_000);
	}

	/**
	 * What is left of the new body without what we may add to it.
	 */
	private static JsonNode meaningOf(JsonNode old, JsonNode now) {
		ObjectNode copy = (ObjectNode) now.deepCopy();
		JsonNode own = old.get("user_security_context");
		if (own == null) {
			assertThat(copy.remove("user_security_context")).isEqualTo(LENIENT.readTree(Users.ALICE_JSON));
			return copy;
		}
		ObjectNode context = (ObjectNode) copy.get("user_security_context");
		boolean endUser = own.has("end_user_id") || own.has("end_user_tenant_id") || own.has("source_ip");
		LENIENT.readTree(Users.ALICE_JSON).properties().forEach((member) -> {
			boolean ours = !own.has(member.getKey()) && (!endUser || member.getKey().equals("application_name"));
			assertThat(ours || own.has(member.getKey()) || !context.has(member.getKey())).isTrue();
			if (ours) {
				assertThat(context.remove(member.getKey())).isEqualTo(member.getValue());
			}
		});
		return copy;
	}

	private static boolean isOneInsertion(byte[] before, byte[] after) {
		int same = Arrays.mismatch(before, after);
		int added = after.length - before.length;
		// the longest common start may reach into what was added
		for (int start = same; start >= 0; start--) {
			if (Arrays.equals(before, start, before.length, after, start + added, after.length)) {
				return added > 0;
			}
		}
		return false;
	}

	private static @Nullable JsonNode parse(JsonMapper mapper, byte[] json) {
		try {
			return mapper.readTree(json);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private byte[] mutate(byte[] json) {
		ByteArrayOutputStream mutated = new ByteArrayOutputStream();
		String noise = "{}[]\",:\\u0 \n\u0000a";
		int changes = 1 + this.random.nextInt(3);
		int every = Math.max(1, json.length / changes);
		for (byte b : json) {
			if (this.random.nextInt(every) > 0) {
				mutated.write(b);
				continue;
			}
			switch (this.random.nextInt(3)) {
				case 0 -> mutated.write(noise.charAt(this.random.nextInt(noise.length())));
				case 1 -> {
					mutated.write(b);
					mutated.write(noise.charAt(this.random.nextInt(noise.length())));
				}
				default -> {
					// left out
				}
			}
		}
		byte[] bytes = mutated.toByteArray();
		return (this.random.nextInt(5) > 0) ? bytes : Arrays.copyOf(bytes, this.random.nextInt(bytes.length + 1));
	}

	private String object(int depth) {
		StringBuilder json = new StringBuilder("{").append(blank());
		int members = this.random.nextInt(5);
		for (int i = 0; i < members; i++) {
			json.append((i > 0) ? "," : "").append(blank());
			json.append('"').append(pick(NAMES)).append('"').append(blank()).append(':').append(blank());
			json.append(value(depth - 1)).append(blank());
		}
		return json.append('}').toString();
	}

	private String value(int depth) {
		if (depth <= 0) {
			return pick(VALUES);
		}
		return switch (this.random.nextInt(5)) {
			case 0, 1 -> object(depth);
			case 2 -> "[" + value(depth - 1) + blank() + "," + value(depth - 1) + blank() + "]";
			default -> pick(VALUES);
		};
	}

	private String blank() {
		return pick(BLANKS);
	}

	private String pick(String[] choices) {
		return choices[this.random.nextInt(choices.length)];
	}

}
