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

package io.github.securitycontext.sample.chat;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the user asks.
 *
 * @param message the text
 */
record ChatMessage(@Nullable String message) {

	static final int LONGEST = 4000;

	/**
	 * The text if it is one that can be asked.
	 * @return the text
	 * @throws ResponseStatusException if it is empty or too long
	 */
	String text() {
		if (!StringUtils.hasText(this.message)) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'message' must not be empty");
		}
		if (this.message.length() > LONGEST) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"'message' must not be longer than " + LONGEST + " characters");
		}
		return this.message;
	}

}
