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

package io.github.securitycontext.soak;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Whether a call arrived with the context of its author.
 */
enum Verdict {

	RIGHT,

	/** With an id or an address of somebody else. */
	MISATTRIBUTED,

	/** Without the id or the address of its author. */
	LOST,

	/** Lost, as calls may be that are made after the request has ended. */
	TOLERATED;

	private static final String CONTEXT = "\"user_security_context\":";

	static Verdict of(Prompt prompt, String body) {
		SoakUser author = prompt.author();
		int start = body.indexOf(CONTEXT);
		if (start != body.lastIndexOf(CONTEXT)) {
			return MISATTRIBUTED;
		}
		String context = (start < 0) ? "" : body.substring(start, body.indexOf('}', start));
		String id = member(context, "end_user_id");
		String address = member(context, "source_ip");
		if (Objects.equals(id, author.id()) && Objects.equals(address, author.address())) {
			return RIGHT;
		}
		if (isOfAnother(id, author.id()) || isOfAnother(address, author.address())) {
			return MISATTRIBUTED;
		}
		return prompt.losable() ? TOLERATED : LOST;
	}

	private static boolean isOfAnother(@Nullable String actual, @Nullable String expected) {
		return actual != null && !actual.equals(expected);
	}

	private static @Nullable String member(String context, String name) {
		String start = "\"" + name + "\":\"";
		int index = context.indexOf(start);
		if (index < 0) {
			return null;
		}
		index += start.length();
		return context.substring(index, context.indexOf('"', index));
	}

}
