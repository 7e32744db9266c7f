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

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a {@link UserSecurityContext}, its members in the order of the Azure REST
 * reference.
 */
final class ContextJson {

	private ContextJson() {
	}

	/**
	 * Returns the object as a member of the body.
	 */
	static String member(UserSecurityContext context) {
		return "\"" + Attachment.MEMBER + "\":{" + members(context) + "}";
	}

	/**
	 * Returns the members of the object, without its braces.
	 */
	static String members(UserSecurityContext context) {
		StringBuilder json = new StringBuilder();
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			append(json, field.getMemberName(), field.get(context));
		}
		return json.toString();
	}

	private static void append(StringBuilder json, String name, @Nullable String value) {
		if (value == null) {
			return;
		}
		if (!json.isEmpty()) {
			json.append(',');
		}
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
