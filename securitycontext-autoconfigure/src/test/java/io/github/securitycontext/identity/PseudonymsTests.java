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

import java.security.MessageDigest;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PseudonymsTests {

	/** {@code printf %s alice@example.com | openssl dgst -sha256 -hmac key}. */
	private static final String ALICE = "7f5869472f7937382ee449fa11667e1d9eb381ed70999a7177ff6faf6ca456dd";

	private final FallbackName fallback = FallbackName.of(PersonalData.PSEUDONYMIZE, "key");

	@Test
	void aKeyedPseudonymIsWhatOpensslSays() {
		assertThat(this.fallback.toId(null, "alice@example.com")).isEqualTo(ALICE);
	}

	@Test
	void withoutAKeyItIsPlainSha256WhichIsWarnedOf(CapturedOutput output) {
		FallbackName unkeyed = FallbackName.of(PersonalData.PSEUDONYMIZE, null);
		assertThat(unkeyed.toId(null, "alice")).isEqualTo("alice");
		assertThat(output).doesNotContain("pseudonym-key");
		assertThat(unkeyed.toId(null, "alice@example.com"))
			.isEqualTo("ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976");
		assertThat(output).contains("securitycontext.end-user.pseudonym-key").doesNotContain("alice@");
	}

	@Test
	void withAKeyNothingIsWarnedOf(CapturedOutput output) {
		this.fallback.toId(null, "alice@example.com");
		assertThat(output).doesNotContain("pseudonym-key");
	}

	@Test
	void aNameThatUtf8DoesNotHaveIsHashedAsUtf16BehindAByteOfItsOwn() throws Exception {
		byte[] bytes = HexFormat.of().parseHex("ff" + "0061" + "d83d");
		assertThat(FallbackName.of(PersonalData.PSEUDONYMIZE, null).toId(null, "a\ud83d"))
			.isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice@example.com", "CN=Alice", "EXAMPLE\\alice", "Alice Smith" })
	void personalDataIsReplacedLeftOutOrSentAsConfigured(String name) {
		assertThat(this.fallback.toId(null, name)).matches("[0-9a-f]{64}");
		assertThat(FallbackName.of(PersonalData.OMIT, "key").toId(null, name)).isNull();
		assertThat(FallbackName.of(PersonalData.ALLOW, "key").toId(null, name)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "11111111-1111-1111-1111-111111111111", "{ABCDEF00-1111-1111-1111-111111111111}",
			"11111111111111111111111111111111", "ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976",
			"a\u0000" })
	void whatCouldBeAnotherUserOrCannotBeSentIsReplacedWhateverIsConfigured(String name) {
		for (PersonalData personalData : PersonalData.values()) {
			assertThat(FallbackName.of(personalData, "key").toId(null, name)).matches("[0-9a-f]{64}")
				.isNotEqualTo(name);
		}
	}

	@Test
	void nobodyHasNoIdentifier() {
		assertThat(this.fallback.toId(null, null)).isNull();
		assertThat(this.fallback.toId(null, " ")).isNull();
		assertThat(FallbackName.none().toId(null, "alice")).isNull();
	}

	@Test
	void theKeyIsReadAsUtf8() {
		// printf %s a@b | openssl dgst -sha256 -hmac kéy
		assertThat(FallbackName.of(PersonalData.PSEUDONYMIZE, "k\u00e9y").toId(null, "a@b"))
			.isEqualTo("58d0aebfc3c6e7d91419a11b71666aac4a7ec4b1d9655e2acf21605ebd5013e8");
	}

}
