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

package io.github.securitycontext.test;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the model says.
 */
sealed interface Reply {

	/**
	 * A text for the user.
	 *
	 * @param text the text
	 */
	record Text(String text) implements Reply {

		private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*|\\s+");

		/**
		 * The words, with the white space between them.
		 */
		List<String> words() {
			return WORD.matcher(this.text).results().map(MatchResult::group).toList();
		}

	}

	/**
	 * The wish that the application calls a function.
	 *
	 * @param name the name of the function
	 * @param arguments the arguments, a JSON object
	 */
	record ToolCall(String name, String arguments) implements Reply {
	}

}
