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

import io.github.securitycontext.support.BodyJudge;
import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The body", with thousands of random bodies, well-formed and broken.
 */
@SameOnAnyJdk
class AzureOpenAiBodyPropertyTests {

	private static final String[] NAMES = { "user_security_context", "\\u0075ser_security_context", "end_user_id",
			"application_name", "source_ip", "end_user_tenant_id", "a", "", "\\\"", "\\\\", "é", "\uD83D\uDE00",
			"\\ud83d\\ude00", "messages", "source\\u005fip" };

	private static final String[] VALUES = { "null", "true", "1", "-2.5e3", "\"\"", "\"}{\"", "\"\\\"\"", "\"\\\\\"",
			"\"user_security_context\"", "\"\\\"user_security_context\\\":{\"", "{}", "[]", "\"\uD83D\uDE00\"" };

	private static final String[] BLANKS = { "", "", "", " ", "\n", "\t\r\n " };

	private final Random random = new Random(20_260_101);

	@Test
	void aWellFormedBodyGetsAtMostOneInsertionAndMeansTheSame() {
		int attached = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] before = (blank() + object(4) + blank()).getBytes(StandardCharsets.UTF_8);
			byte[] after = TestCalls.attach(before);
			BodyJudge.check(before, after);
			attached += (after != null) ? 1 : 0;
		}
		assertThat(attached).isGreaterThan(10_000);
	}

	@Test
	void aBodyThatALibraryWroteGetsTheSameAsAnyOther() {
		int attached = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] body = BodyJudge.rewrite(object(4).getBytes(StandardCharsets.UTF_8));
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
			BodyJudge.check(before, after);
			attached += (after != null) ? 1 : 0;
		}
		assertThat(attached).isGreaterThan(1_000);
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
