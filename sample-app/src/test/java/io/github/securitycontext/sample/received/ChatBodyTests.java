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

package io.github.securitycontext.sample.received;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatBodyTests {

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"application_name\":\"caf\\u00e9 \\/ \u00e9 \ud83d\ude00\"}",
			"{ \"end_user_id\" :\t\"a\" ,\n\"b\": {\"c\": [1, 2.50]} }" })
	void theContextIsCutOutAsItStands(String context) {
		assertThat(read("{\"user_security_context\":" + context + ",\"messages\":[]}").userSecurityContext())
			.isEqualTo(context);
		assertThat(read("\n {\"a\":\"\ud83d\ude00 \u00e9\", \"user_security_context\" : " + context + " }")
			.userSecurityContext()).isEqualTo(context);
	}

	@Test
	void anEscapeInTheNameDoesNotHideTheContext() {
		assertThat(read("{\"user\\u005fsecurity_context\":{\"a\":1}}").userSecurityContext()).isEqualTo("{\"a\":1}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"messages\":[{\"user_security_context\":{}}]}", "{\"user\":\"user_security_context\"}",
			"{\"user_security_context\":null}", "{\"user_security_context\":\"{}\"}", "[]", "1" })
	void whatIsNoObjectOnTheTopLevelIsNoContext(String json) {
		assertThat(read(json).userSecurityContext()).isNull();
	}

	@Test
	void thePromptIsTheLastMessageOfTheUser() {
		assertThat(read("""
				{"messages":[{"role":"system","content":"s"},{"role":"user","content":"first"},
				{"role":"user","content":"last"},{"role":"assistant","content":"a"}]}""").prompt()).isEqualTo("last");
	}

	@Test
	void thePartsOfAPromptAreJoined() {
		assertThat(read("""
				{"messages":[{"role":"user","content":[{"type":"text","text":"one "},
				{"type":"image_url","image_url":{}},{"type":"text","text":"two"}]}]}""").prompt()).isEqualTo("one two");
	}

	@Test
	void aBodyWithoutMessagesHasAnEmptyPrompt() {
		assertThat(read("{}").prompt()).isEmpty();
		assertThat(read("{\"messages\":5}").prompt()).isEmpty();
	}

	private static ChatBody read(String json) {
		return ChatBody.read(json.getBytes(StandardCharsets.UTF_8));
	}

}
