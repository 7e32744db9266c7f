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

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A few phrases that attacks on a model often contain. An illustration only: Defender for
 * Cloud and Azure's Prompt Shields judge prompts by far better means.
 */
public final class AttackPhrases {

	private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

	private static final List<String> PHRASES = List.of("ignore all previous", "ignore previous instructions",
			"ignore your instructions", "ignore the above", "disregard all previous", "disregard your instructions",
			"forget your instructions", "system prompt", "developer mode", "jailbreak", "do anything now",
			"without any restrictions", "bypass your safety", "you have no rules", "reveal your instructions",
			"connection string", "all passwords", "api keys");

	private AttackPhrases() {
	}

	/**
	 * The first phrase that a prompt contains, whatever its case and white space.
	 * @param prompt what the user wrote
	 * @return the phrase, or {@code null} if there is none
	 */
	public static @Nullable String firstIn(String prompt) {
		String text = WHITE_SPACE.matcher(prompt).replaceAll(" ").toLowerCase(Locale.ROOT);
		return PHRASES.stream().filter(text::contains).findFirst().orElse(null);
	}

}
