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

package io.github.securitycontext.benchmarks;

import java.util.List;

/**
 * What a prompt is made of.
 */
public enum Prompt {

	/**
	 * Prose with the punctuation, the line breaks and the letters that JSON and UTF-8
	 * make longer.
	 */
	PROSE("The quick brown fox jumps over the lazy dog, and \"nobody\" in Zürich knows why it did that.\n"
			+ "Then it rested for a while in the shade of a big tree, and said nothing. ", 1_000, 1_000_000,
			10_000_000),

	/**
	 * The same, but short: what is added to a short call shows best, and is measured more
	 * often.
	 */
	SHORT_PROSE(PROSE.text, 1_000),

	/**
	 * The same, in between.
	 */
	MEDIUM_PROSE(PROSE.text, 10_000, 100_000),

	/**
	 * Source code: many quotes, line breaks and underscores.
	 */
	CODE("\tdef user_name(self, first_name, last_name):\n\t\treturn \"{} {}\".format(first_name, last_name)\n\n"),

	/**
	 * The name of the member, over and over.
	 */
	MEMBER("user_security_context \"user_security_context\":{} ");

	private final String text;

	private final List<Integer> lengths;

	Prompt(String text) {
		this(text, 1_000, 10_000, 100_000, 1_000_000, 10_000_000);
	}

	Prompt(String text, Integer... lengths) {
		this.text = text;
		this.lengths = List.of(lengths);
	}

	/**
	 * Returns how long the prompts are that are measured together.
	 * @return lengths in characters
	 */
	List<Integer> lengths() {
		return this.lengths;
	}

	/**
	 * Returns a prompt.
	 * @param length its length in characters
	 * @return the prompt
	 */
	public String ofLength(int length) {
		return this.text.repeat(length / this.text.length() + 1).substring(0, length);
	}

}
