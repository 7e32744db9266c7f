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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "Every value": what a member may be like.
 */
class UserSecurityContextTests {

	private static final UserSecurityContext FULL = UserSecurityContext.builder()
		.applicationName("demo")
		.endUserId("user-1")
		.endUserTenantId("tenant-1")
		.sourceIp("192.0.2.1")
		.build();

	@ParameterizedTest
	@CsvSource({ "'  demo\t', demo", "de\u0000m\u0007o, demo", "'demo\r\nevil: header', demoevil: header",
			"'\u00A0demo\u2003', demo", "d\u00E9mo \uD83D\uDE80, d\u00E9mo \uD83D\uDE80", "de\u2028mo, demo",
			"'\u0000 demo', demo" })
	void anApplicationNameIsTrimmedAndCleaned(String name, String cleaned) {
		assertThat(applicationName(name)).isEqualTo(cleaned);
	}

	@Test
	void aLoneSurrogateInAnApplicationNameIsReplaced() {
		assertThat(applicationName("de\uD83Dmo\uDE80")).isEqualTo("de\uFFFDmo\uFFFD");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\t\u00A0", "\u0000\u0001" })
	void anApplicationNameOfWhichNothingIsLeftIsAbsent(String name) {
		assertThat(applicationName(name)).isNull();
	}

	@Test
	void aLongApplicationNameIsCutBetweenCharacters() {
		assertThat(applicationName("x".repeat(1000))).hasSize(256);
		assertThat(applicationName("x".repeat(255) + "\uD83D\uDE80")).isEqualTo("x".repeat(255));
		assertThat(applicationName("x".repeat(255) + " y")).isEqualTo("x".repeat(255));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0a1b2c3d-1111-4222-8333-444455556666", "alice", "a b", "\uD83D\uDE80", "=" })
	void anIdentifierThatCanBeSentIsNotAltered(String identifier) {
		UserSecurityContext context = UserSecurityContext.builder()
			.endUserId(identifier)
			.endUserTenantId(identifier)
			.build();
		assertThat(context.getEndUserId()).isEqualTo(identifier);
		assertThat(context.getEndUserTenantId()).isEqualTo(identifier);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", " alice", "alice ", "\u00A0alice", "alice\u2003", "al\u0000ice", "alice\n",
			"al\u2028ice", "al\uD83Dice", "\uDE80", "al\u009Fice" })
	void anIdentifierThatWouldNeedChangesIsDropped(String identifier) {
		assertThat(UserSecurityContext.builder().endUserId(identifier).endUserTenantId(identifier).build())
			.isEqualTo(UserSecurityContext.empty());
	}

	@Test
	void anIdentifierThatIsTooLongIsDropped() {
		assertThat(UserSecurityContext.builder().endUserId("x".repeat(256)).build().getEndUserId()).hasSize(256);
		assertThat(UserSecurityContext.builder().endUserId("x".repeat(257)).build().getEndUserId()).isNull();
	}

	@Test
	void anAddressIsCanonicalOrAbsent() {
		assertThat(UserSecurityContext.builder().sourceIp("2001:DB8:0:0::1").build().getSourceIp())
			.isEqualTo("2001:db8::1");
		assertThat(UserSecurityContext.builder().sourceIp("localhost").build().getSourceIp()).isNull();
	}

	@Test
	void aContextIsEqualToOneWithTheSameMembers() {
		assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasSameHashCodeAs(FULL);
		assertThat(FULL.toBuilder().endUserId("user-2").build()).isNotEqualTo(FULL);
		assertThat(FULL.isEmpty()).isFalse();
		assertThat(UserSecurityContext.empty().isEmpty()).isTrue();
	}

	@Test
	void aBuilderDoesNotChangeTheReasonsOfWhatItBuilt() {
		UserSecurityContext.Builder builder = UserSecurityContext.builder()
			.missing(UserSecurityContextField.END_USER_ID, MissingReason.VETOED);
		UserSecurityContext first = builder.build();
		UserSecurityContext second = builder.missing(UserSecurityContextField.END_USER_ID, MissingReason.FAILED)
			.build();
		UserSecurityContext third = first.toBuilder()
			.missing(UserSecurityContextField.END_USER_ID, MissingReason.NO_REQUEST)
			.build();
		assertThat(List.of(first, second, third))
			.extracting((context) -> context.getMissingReason(UserSecurityContextField.END_USER_ID))
			.containsExactly(MissingReason.VETOED, MissingReason.FAILED, MissingReason.NO_REQUEST);
	}

	@Test
	void whatIsMadeOfAContextIsKeptForItsKeyAndForNoOtherContext() {
		UserSecurityContext context = FULL.toBuilder().build();
		List<String> made = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			for (String key : List.of("a", "b")) {
				assertThat(context.<String>derive(key, (known) -> {
					made.add(key);
					return key + known.getEndUserId();
				})).isEqualTo(key + "user-1");
			}
		}
		assertThat(made).containsExactly("a", "b");
		assertThat(
				context.toBuilder().endUserId("user-2").build().<String>derive("a", UserSecurityContext::getEndUserId))
			.isEqualTo("user-2");
	}

	@Test
	void aContextKeepsAFewThingsOnly() {
		UserSecurityContext context = FULL.toBuilder().build();
		List<Object> made = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			int key = i;
			made.add(context.derive(key, (known) -> new WeakReference<>(known)));
		}
		assertThat(made).hasSize(100);
		assertThat(context.<Object>derive(0, (known) -> "anew")).isEqualTo("anew");
	}

	@Test
	void theTextOfAContextMasksPersonalData() {
		assertThat(FULL)
			.hasToString("UserSecurityContext[applicationName=demo, endUserId=***, endUserTenantId=***, sourceIp=***]");
		assertThat(UserSecurityContext.empty()).hasToString(
				"UserSecurityContext[applicationName=null, endUserId=null, endUserTenantId=null, sourceIp=null]");
	}

	private static String applicationName(String name) {
		return UserSecurityContext.builder().applicationName(name).build().getApplicationName();
	}

}
