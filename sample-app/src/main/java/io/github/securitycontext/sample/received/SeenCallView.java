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

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A call as the page shows it.
 *
 * @param id the number of the call
 * @param receivedAt when it was seen
 * @param path the path of its URL
 * @param apiVersion the version of the service that it asked for
 * @param streaming whether it asked for a stream of events
 * @param prompt the beginning of what the user wrote
 * @param suspicious whether the prompt looks like an attack
 * @param suspiciousPhrase the phrase that says so
 * @param knownAs the person behind the object id, as an analyst looks it up in Entra ID
 * @param userSecurityContext the {@code user_security_context}, an object or nothing
 * @param rawUserSecurityContext the same as the text that was on the wire
 */
record SeenCallView(long id, Instant receivedAt, String path, String apiVersion, boolean streaming, String prompt,
		boolean suspicious, @Nullable String suspiciousPhrase, @Nullable String knownAs,
		@JsonRawValue @Nullable String userSecurityContext, @Nullable String rawUserSecurityContext) {

	private static final int LONGEST_PROMPT = 500;

	static SeenCallView of(SeenCall call, @Nullable String knownAs) {
		String phrase = AttackPhrases.firstIn(call.prompt());
		return new SeenCallView(call.id(), call.receivedAt(), call.path(), call.apiVersion(), call.streaming(),
				beginning(call.prompt()), phrase != null, phrase, knownAs, call.userSecurityContext(),
				call.userSecurityContext());
	}

	private static String beginning(String prompt) {
		if (prompt.length() <= LONGEST_PROMPT) {
			return prompt;
		}
		boolean splitsPair = Character.isHighSurrogate(prompt.charAt(LONGEST_PROMPT - 1));
		return prompt.substring(0, splitsPair ? LONGEST_PROMPT - 1 : LONGEST_PROMPT) + "…";
	}

}
