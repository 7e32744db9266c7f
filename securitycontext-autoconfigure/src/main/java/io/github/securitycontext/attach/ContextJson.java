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

import java.nio.charset.StandardCharsets;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;

/**
 * The JSON of a {@link UserSecurityContext}, its members in the order of the Azure REST
 * reference.
 */
final class ContextJson {

	/** Enough for most, in characters. */
	private static final int INITIAL_CAPACITY = 224;

	private ContextJson() {
	}

	/**
	 * Returns the object as a member of the body.
	 * @param before what comes before it
	 * @param after what comes after it
	 */
	static byte[] member(String before, UserSecurityContext context, String after) {
		StringBuilder json = new StringBuilder(INITIAL_CAPACITY).append(before)
			.append('"')
			.append(Attachment.MEMBER)
			.append("\":{");
		appendMembers(json, context);
		return bytes(json.append('}').append(after));
	}

	/**
	 * Returns the members of the object, without its braces.
	 * @param after what comes after them
	 */
	static byte[] members(UserSecurityContext context, String after) {
		StringBuilder json = new StringBuilder(INITIAL_CAPACITY);
		appendMembers(json, context);
		return bytes(json.append(after));
	}

	private static byte[] bytes(StringBuilder json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void appendMembers(StringBuilder json, UserSecurityContext context) {
		String separator = "";
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			String value = field.get(context);
			if (value != null) {
				append(json.append(separator), field.getMemberName(), value);
				separator = ",";
			}
		}
	}

	private static void append(StringBuilder json, String name, String value) {
		json.append('"').append(name).append("\":\"");
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			// a context holds no control characters, so nothing else needs an escape
			if (c == '"' || c == '\\') {
				json.append('\\');
			}
			json.append(c);
		}
		json.append('"');
	}

}
