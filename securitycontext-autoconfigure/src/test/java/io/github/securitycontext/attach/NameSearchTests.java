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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameSearchTests {

	private static final String NAME = "user_security_context";

	@Test
	void theNameIsFoundWhereverItLies() {
		for (int before = 0; before < 64; before++) {
			for (int after = 0; after < 32; after++) {
				assertThat(isNameIn("x".repeat(before) + NAME + "x".repeat(after))).as("%s, %s", before, after)
					.isTrue();
			}
		}
	}

	@Test
	void theNameIsFoundAmongUnderscoresAndItsOwnParts() {
		Random random = new Random(20_260_101);
		String[] parts = { "_", "__", "user", "user_", "security", "_security_", "context", "^", "\u00e9", "^_", "x" };
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int part = random.nextInt(16); part > 0; part--) {
				text.append((random.nextInt(40) == 0) ? NAME : parts[random.nextInt(parts.length)]);
			}
			assertThat(isNameIn(text.toString())).as(text.toString()).isEqualTo(text.indexOf(NAME) >= 0);
		}
	}

	@Test
	void whatLacksABitOfTheNameIsNotTheName() {
		byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < name.length * Byte.SIZE; i++) {
			byte[] changed = name.clone();
			changed[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
			assertThat(NameSearch.isNameIn(ByteBuffer.wrap(changed))).isFalse();
		}
		assertThat(isNameIn(NAME.substring(1))).isFalse();
		assertThat(isNameIn(NAME.substring(0, NAME.length() - 1))).isFalse();
		assertThat(isNameIn("")).isFalse();
	}

	@Test
	void onlyTheBytesOfTheBufferCount() {
		ByteBuffer bytes = ByteBuffer.wrap((NAME + NAME).getBytes(StandardCharsets.US_ASCII));
		assertThat(NameSearch.isNameIn(bytes.slice(1, NAME.length() + NAME.length() - 2))).isFalse();
		assertThat(NameSearch.isNameIn(bytes.limit(NAME.length() - 1))).isFalse();
	}

	private static boolean isNameIn(String text) {
		return NameSearch.isNameIn(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

}
