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
import java.util.Objects;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.securitycontext.UserSecurityContextField.APPLICATION_NAME;
import static io.github.securitycontext.UserSecurityContextField.END_USER_ID;
import static io.github.securitycontext.UserSecurityContextField.END_USER_TENANT_ID;
import static io.github.securitycontext.UserSecurityContextField.SOURCE_IP;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a splice knows of the body, beside the bytes.
 */
class ContextSpliceTests {

	private static final UserSecurityContext CONTEXT = UserSecurityContext.builder()
		.applicationName("demo")
		.endUserId("alice")
		.missing(END_USER_TENANT_ID, MissingReason.NOT_IDENTIFIED)
		.missing(SOURCE_IP, MissingReason.UNREADABLE_ADDRESS)
		.build();

	private static final String MEMBER = "\"user_security_context\":{\"application_name\":\"demo\",\"end_user_id\":\"alice\"}";

	private static @Nullable ContextSplice splice(String body, boolean serialized) {
		ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
		return ContextSplice.of(new OutgoingBody(bytes, serialized), CONTEXT);
	}

	private static MergedContext merge(String callers) {
		ContextSplice splice = splice("{\"user_security_context\":{" + callers + "}}", false);
		return Objects.requireNonNull(splice).merged();
	}

	private static @Nullable String findModel(String body) {
		return Objects.requireNonNull(splice(body, false)).findModel();
	}

	private static @Nullable String text(String body, boolean serialized) {
		ContextSplice splice = splice(body, serialized);
		if (splice == null) {
			return null;
		}
		StringBuilder text = new StringBuilder();
		splice.body().forEach((part) -> text.append(StandardCharsets.UTF_8.decode(part.duplicate())));
		return text.toString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1}", "{}", "{ \"a\":1}", " {\"a\":1}", "{\"a\":\"user_security_context\"}" })
	void itMakesNoDifferenceWhoWroteTheBody(String body) {
		String comma = body.contains("a") ? "," : "";
		assertThat(text(body, true)).isEqualTo(text(body, false))
			.isEqualTo(body.replaceFirst("\\{", "{" + MEMBER + comma));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "[\"a\"]", "[\"a\"}", "x\"a\":1}", "{\"a\":1" })
	void whatIsNoObjectCarriesNothing(String body) {
		assertThat(splice(body, true)).isNull();
		assertThat(splice(body, false)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a}", "{\"a\":\"}", "{\"a\":[}", "{\"a\" }", "{\"a\":\\\"}" })
	void whatOnlyLooksLikeAnObjectCarriesNothingUnlessALibraryWroteIt(String body) {
		assertThat(splice(body, false)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_security_co\\\\ntext", "user_security_co\\ntext", "user_security_conte\\u0078\\u",
			"user_security_contex\\u007", "user_security_context\\\\", "\\user_security_context" })
	void anotherNameIsNotOurs(String name) {
		assertThat(text("{\"" + name + "\":{}}", false)).isEqualTo("{" + MEMBER + ",\"" + name + "\":{}}");
	}

	@Test
	void withoutAnObjectOfTheCallerOursIsAllThereIs() {
		MergedContext merged = Objects.requireNonNull(splice("{\"a\":1}", false)).merged();
		assertThat(merged.callersOwn()).isFalse();
		assertThat(merged.addition()).isEqualTo(CONTEXT);
		assertThat(merged.present()).containsExactly(APPLICATION_NAME, END_USER_ID);
		assertThat(merged.findMissingReason(END_USER_ID)).isNull();
		assertThat(merged.findMissingReason(SOURCE_IP)).isEqualTo(MissingReason.UNREADABLE_ADDRESS);
		assertThat(merged.findMissingReason(END_USER_TENANT_ID)).isEqualTo(MissingReason.NOT_IDENTIFIED);
	}

	@Test
	void whatTheCallerSetIsThere() {
		MergedContext merged = merge("\"application_name\":\"own\"");
		assertThat(merged.callersOwn()).isTrue();
		assertThat(merged.addition().getApplicationName()).isNull();
		assertThat(merged.present()).containsExactly(APPLICATION_NAME, END_USER_ID);
		assertThat(merged.findMissingReason(APPLICATION_NAME)).isNull();
		assertThat(merged.findMissingReason(SOURCE_IP)).isEqualTo(MissingReason.UNREADABLE_ADDRESS);
	}

	@ParameterizedTest
	@CsvSource({ "end_user_id, END_USER_ID", "end_user_tenant_id, END_USER_TENANT_ID", "source_ip, SOURCE_IP" })
	void whoSetsAPartOfTheEndUserHasLeftOutTheRest(String member, UserSecurityContextField field) {
		MergedContext merged = merge("\"" + member + "\":\"x\"");
		assertThat(merged.present()).containsExactly(APPLICATION_NAME, field);
		for (UserSecurityContextField other : UserSecurityContextField.values()) {
			boolean present = other == APPLICATION_NAME || other == field;
			assertThat(merged.findMissingReason(other)).isEqualTo(present ? null : MissingReason.LEFT_OUT_BY_CALLER);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"x\"", "\" x\"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\u0041\"", "\"\u00e9\"",
			"\"\\t\\u00e9\"" })
	void aTextCountsAsAValue(String value) {
		assertThat(merge("\"application_name\":" + value).present()).contains(APPLICATION_NAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\" \"", "\"\\n\"", "\"\\t \\r\"", "\"\\u0020\"", "\"\\uZZZZ\"", "null", "1",
			"true", "{\"a\":\"x\"}", "[\"x\"]", "\"x\",\"application_name\":\"\"", "\"\",\"application_name\":\"x\"" })
	void aBlankTextAndAnythingElseDoesNot(String value) {
		MergedContext merged = merge("\"application_name\":" + value);
		assertThat(merged.present()).containsExactly(END_USER_ID);
		assertThat(merged.findMissingReason(APPLICATION_NAME)).isEqualTo(MissingReason.LEFT_OUT_BY_CALLER);
	}

	@Test
	void aCompleteObjectOfTheCallerStaysAsItIs() {
		String body = "{\"user_security_context\":{\"application_name\":\"a\",\"source_ip\":\"b\"}}";
		assertThat(text(body, false)).isEqualTo(body);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', nullValues = "null", textBlock = """
			{"model":"gpt-4o"},                         gpt-4o
			'  {"a":{"model":"x"},"model" : "gpt"}',    gpt
			'{"model":"a","model":"b"}',                b
			'{"mo\\u0064el":"g\\u0070t\\/4\\"o\\\\"}',  gpt/4"o\\
			'{"model":"\u65e5\\u00e9"}',                \u65e5\u00e9
			'{"model":"a\\nb"}',                        a b
			{"model":""},                               ''
			{"model":null},                             null
			{"model":42},                               null
			{"models":"x"},                             null
			{},                                         null
			""")
	void theModelIsTheTextThatTheBodyNames(String body, String model) {
		assertThat(findModel(body)).isEqualTo(model);
	}

	@Test
	void ofALongModelTheBeginningIsEnough() {
		assertThat(findModel("{\"model\":\"" + "x".repeat(2000) + "\"}")).isEqualTo("x".repeat(1024));
		assertThat(findModel("{\"model\":\"" + "x".repeat(1018) + "\\u0041B\"}")).isEqualTo("x".repeat(1018) + "A");
		assertThat(findModel("{\"model\":\"" + "x".repeat(1019) + "\\u0041B\"}")).isEqualTo("x".repeat(1019) + " 004");
		assertThat(findModel("{\"model\":\"" + "x".repeat(1022) + "\\\\B\"}")).isEqualTo("x".repeat(1022) + "\\");
		assertThat(findModel("{\"model\":\"" + "x".repeat(1023) + "\\\\B\"}")).isEqualTo("x".repeat(1023));
	}

}
