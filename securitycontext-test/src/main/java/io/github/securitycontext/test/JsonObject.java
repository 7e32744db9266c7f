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

import org.jspecify.annotations.Nullable;

/**
 * A JSON object, with whatever was written twice.
 *
 * @param members the members, in the order in which they were written
 * @param document the text that the object is a part of
 * @param start where it starts
 * @param end where it ends
 */
record JsonObject(List<Member> members, String document, int start, int end) {

	/**
	 * The text of the object, as it was written.
	 */
	String text() {
		return this.document.substring(this.start, this.end);
	}

	/**
	 * The values of all members of a name.
	 */
	List<Object> all(String name) {
		return this.members.stream().filter((member) -> member.name().equals(name)).map(Member::value).toList();
	}

	/**
	 * The value of a member, or {@code null} if there is none. The last of several wins,
	 * as with most readers.
	 */
	@Nullable Object get(String name) {
		List<Object> values = all(name);
		return values.isEmpty() ? null : values.get(values.size() - 1);
	}

	/**
	 * The text of a member, or {@code null} if it is not a string.
	 */
	@Nullable String string(String name) {
		return (get(name) instanceof String text) ? text : null;
	}

	boolean isTrue(String name) {
		return get(name) instanceof JsonLiteral literal && "true".equals(literal.text());
	}

	@Override
	public String toString() {
		return text();
	}

	/**
	 * A member.
	 *
	 * @param name the name
	 * @param value the value
	 */
	record Member(String name, Object value) {
	}

}
