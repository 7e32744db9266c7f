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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingBody;
import io.github.securitycontext.attach.OutgoingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.securitycontext.support.Users.ALICE_JSON;
import static io.github.securitycontext.support.Users.ALICE_MEMBER;
import static io.github.securitycontext.support.Users.ALICE_MEMBERS;
import static io.github.securitycontext.azure.TestCalls.attach;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The body", byte for byte.
 */
class AzureOpenAiBodyTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1}", "{\"messages\":[{\"content\":\"\uD83D\uDE00 é \\uD83D\\uDE00 \\ud83d\"}]}",
			"{\"a\":\"\\\"user_security_context\\\":{}\"}", "{\"a\":\"user_security_context\"}",
			"{\"a\":\",\\\"user_security_context\\\":1,\"}", "{\"a\":\"}{][\\\\\"}", "{\"a\":\"\\\\\\\"}\"}",
			"{\"a\":{\"user_security_context\":{\"end_user_id\":\"x\"}}}",
			"{\"a\":[{\"user_security_context\":1},[{\"user_security_context\":{}}]],\"b\":{}}",
			"{\"user_security_contex\":1}", "{\"user_security_contextt\":1}", "{\"User_security_context\":1}",
			"{\"user_security_context \":1}", "{\"\":1}", "{\"\\\\u0075ser_security_context\":1}",
			"{\"user\\nsecurity_context\":1}", "{\"\\u0075\":1,\"\\u00\":1}", "{\"\\uZZZZser_security_context\":1}",
			"{\"a\" : 1 }", "{ \"a\":1}", "{\n\t\"a\"\r\n:\ttrue\n,\n\"b\":null}", "{\"a\":1}\n", "{\"a\":-1.5e+10}",
			"{\"ключ\":\"значение\"}" })
	void oursGoesInFrontAndEveryOtherByteStays(String body) {
		assertThat(attach(body)).isEqualTo("{" + ALICE_MEMBER + "," + body.substring(1));
	}

	@Test
	void whiteSpaceAroundTheBodyStays() {
		assertThat(attach(" \r\n\t{\"a\":1} \r\n\t")).isEqualTo(" \r\n\t{" + ALICE_MEMBER + ",\"a\":1} \r\n\t");
	}

	@Test
	void anEmptyObjectGetsNoComma() {
		assertThat(attach("{}")).isEqualTo("{" + ALICE_MEMBER + "}");
		assertThat(attach(" { \n } ")).isEqualTo(" {" + ALICE_MEMBER + " \n } ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "}", "\"", "{]", "[]", "[{}]", "[{\"a\":1}]", "null", "\"{}\"", "{\"a\":1",
			"{\"a\":\"}", "{\"a\":\"\\\"}", "{\"a\":1}}", "{\"a\":1}{\"b\":2}", "{\"a\":1}\n{\"b\":2}", "{\"a\":1}x",
			"{\"a\":1},{}", "x{\"a\":1}", "{\"a\":1},", "{\"a\":1,}", "{,\"a\":1}", "{\"a\"}", "{\"a\" 1}", "{a:1}",
			"{'a':1}", "{:1}", "{{}}", "{\"a\":{}", "{\"a\":[}", "\uFEFF{\"a\":1}", "\u00A0{\"a\":1}", "\f{}",
			"{\"a\":1}\u0000", "{\"a", "{\"a\\", "{\"a\":", "{\"a\":1,\"user_security_context\":{}",
			"--boundary\r\n{}\r\n--boundary--" })
	void whatIsNotExactlyOneObjectIsSentAsItIs(String body) {
		assertThat(attach(body)).isNull();
	}

	@Test
	void textInAnotherEncodingIsSentAsItIs() {
		assertThat(attach("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).isNull();
		assertThat(attach("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"text\"", "\"{}\"", "[]", "[{}]", "42", "-1", "true", "false" })
	void aContextThatIsNoObjectIsLeftAlone(String value) {
		assertThat(attach("{\"user_security_context\":" + value + "}")).isNull();
		assertThat(attach("{\"a\":1, \"user_security_context\" : " + value + " ,\"b\":2}")).isNull();
	}

	@Test
	void aContextThatIsMalformedIsLeftAlone() {
		assertThat(attach("{\"user_security_context\":{bad}}")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"user_security_context\":{},\"user_security_context\":{}}",
			"{\"user_security_context\":{},\"a\":1,\"user_security_context\":null}",
			"{\"user_security_context\":1,\"a\":{},\"user_security_context\":{}}",
			"{\"user_security_context\":{},\"\\u0075ser_security_contex\\u0074\":{}}" })
	void aContextThatIsThereTwiceIsLeftAlone(String body) {
		assertThat(attach(body)).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "user_security_context", "\\u0075ser_security_context", "user\\u005fsecurity\\u005Fcontext",
					"\\u0075\\u0073\\u0065\\u0072_security_context", "user_security_contex\\u0074" })
	void theNameIsFoundHoweverItIsEscaped(String name) {
		assertThat(attach("{\"a\":[1,{\"b\":\"]\"}],\"" + name + "\":{\"x\":1}}"))
			.isEqualTo("{\"a\":[1,{\"b\":\"]\"}],\"" + name + "\":{\"application_name\":\"demo\"," + ALICE_MEMBERS
					+ ",\"x\":1}}");
	}

	@Test
	void anEmptyObjectOfTheCallerIsFilled() {
		assertThat(attach("{\"user_security_context\":{}}")).isEqualTo("{" + ALICE_MEMBER + "}");
		assertThat(attach("{\"a\":1,\"user_security_context\" : { \n } }"))
			.isEqualTo("{\"a\":1,\"user_security_context\" : " + ALICE_JSON.replace("}", " \n }") + " }");
	}

	@Test
	void anObjectOfTheCallerWithOnlyTheApplicationGetsTheEndUser() {
		assertThat(attach("{\"user_security_context\": {\"application_name\":\"own\"}}"))
			.isEqualTo("{\"user_security_context\": {" + ALICE_MEMBERS + ",\"application_name\":\"own\"}}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"end_user_id\":\"x\"", "\"end_user_tenant_id\":\"x\"", "\"source_ip\":\"::1\"",
			"\"end_user_id\":null", "\"end_user_id\":\"\"", "\"source_ip\" : [ { } ]", "\"source_ip\":{\"a\":\"}\"}",
			"\"end_user_tenant_id\":1,\"z\":2", "\"end_user_id\":\"x\",\"end_user_id\":\"y\"",
			"\"end\\u005Fuser_id\":\"x\"", "\"z\":{\"application_name\":\"n\"},\"source_ip\":\"::1\"" })
	void theEndUserIsOneUnitOfWhichTheCallerHasOneMember(String members) {
		assertThat(attach("{\"user_security_context\":{" + members + "},\"b\":1}"))
			.isEqualTo("{\"user_security_context\":{\"application_name\":\"demo\"," + members + "},\"b\":1}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"application_name\":null", "\"application_name\":\"\"", "\"application_name\":{}",
			"\"application_name\":\"a\",\"application_name\":\"b\"", "\"\\u0061pplication_name\":\"a\"" })
	void aMemberThatIsPresentCountsAsSet(String member) {
		assertThat(attach("{\"user_security_context\":{" + member + "}}"))
			.isEqualTo("{\"user_security_context\":{" + ALICE_MEMBERS + "," + member + "}}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"application_name\":\"a\",\"end_user_id\":\"x\"",
			"\"source_ip\":null,\"application_name\":null", "\"z\":1,\"source_ip\":\"\",\"application_name\":\"\"" })
	void anObjectOfTheCallerThatNeedsNothingIsLeftAlone(String members) {
		assertThat(attach("{\"user_security_context\":{" + members + "}}")).isNull();
	}

	@Test
	void unknownMembersOfTheCallerAreKept() {
		assertThat(attach("{\"user_security_context\":{\"z\":{\"end_user_id\":\"deeper\"},\"End_User_Id\":1}}"))
			.isEqualTo("{\"user_security_context\":{\"application_name\":\"demo\"," + ALICE_MEMBERS
					+ ",\"z\":{\"end_user_id\":\"deeper\"},\"End_User_Id\":1}}");
	}

	@Test
	void nestingOfAnyDepthIsWalkedThrough() {
		String deep = "[".repeat(100_000) + "]".repeat(100_000);
		String objects = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
		assertThat(attach("{\"d\":" + deep + "}")).isEqualTo("{" + ALICE_MEMBER + ",\"d\":" + deep + "}");
		assertThat(attach(objects)).isEqualTo("{" + ALICE_MEMBER + "," + objects.substring(1));
	}

	@Test
	void theBodyIsNeitherCopiedNorMoved() {
		byte[] body = "xx {\"a\":1} xx".getBytes(StandardCharsets.UTF_8);
		ByteBuffer content = ByteBuffer.wrap(body, 2, 9);
		List<ByteBuffer> parts = Objects.requireNonNull(TestCalls.attach(new ClientSettings("client", true, "demo"),
				new OutgoingRequest("client", true, "POST", "localhost", -1, "/openai/v1/chat/completions", null),
				() -> new OutgoingBody(content, false)));
		assertThat(content.position()).isEqualTo(2);
		assertThat(content.limit()).isEqualTo(11);
		assertThat(parts).hasSize(3);
		assertThat(parts.get(0).array()).isSameAs(body);
		assertThat(parts.get(2).array()).isSameAs(body);
		assertThat(StandardCharsets.UTF_8.decode(parts.get(2)).toString()).isEqualTo("\"a\":1} ");
	}

	@Test
	void aBufferOutsideTheHeapWillDo() {
		ByteBuffer content = ByteBuffer.allocateDirect(2).put((byte) '{').put((byte) '}').flip().asReadOnlyBuffer();
		assertThat(TestCalls.attach(new ClientSettings("client", true, "demo"),
				new OutgoingRequest("client", true, "POST", "localhost", -1, "/openai/v1/chat/completions", null),
				() -> new OutgoingBody(content, false)))
			.hasSize(3);
	}

	@Test
	void withNothingKnownTheBodyIsLeftAlone() {
		ByteBuffer content = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
		assertThat(TestCalls.attach(new ClientSettings("client", true, null),
				new OutgoingRequest("client", true, "POST", "localhost", -1, "/openai/v1/chat/completions", null),
				() -> new OutgoingBody(content, false)))
			.isNull();
	}

}
