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

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * A context in the bytes of a JSON object. What is there already stays as it is, byte for
 * byte, and is not copied.
 *
 * @param content the body as it was, to be read by index only
 * @param merged what the body carries
 * @param body the parts of the body with the context
 */
record ContextSplice(ByteBuffer content, MergedContext merged, List<ByteBuffer> body) {

	/**
	 * Puts a context in front of the other members, or completes that of the caller.
	 * @param original the body
	 * @param context what is known
	 * @return the body with the context, or {@code null} if it can carry none: it is no
	 * JSON object, or has a context that is strange or there twice
	 */
	static @Nullable ContextSplice of(OutgoingBody original, UserSecurityContext context) {
		ByteBuffer body = original.bytes();
		if (original.serialized() && hasMember(body) && !NameSearch.isNameIn(body)) {
			return add(body, 0, context);
		}
		int start = JsonObjectReader.skipBlanks(body, 0, 1);
		int last = JsonObjectReader.skipBlanks(body, body.limit() - 1, -1);
		if (start >= last || body.get(start) != '{' || body.get(last) != '}') {
			return null;
		}
		JsonObjectReader object = new JsonObjectReader(body, start);
		int existing = -1;
		while (object.next()) {
			if (object.nameEquals(Attachment.MEMBER)) {
				if (existing >= 0) {
					return null;
				}
				existing = object.valueStart();
			}
		}
		if (object.end() != last + 1) {
			return null;
		}
		if (existing < 0) {
			return object.isEmpty() ? new ContextSplice(body, MergedContext.of(context),
					insert(body, start + 1, ContextJson.member("", context, ""))) : add(body, start, context);
		}
		return (body.get(existing) == '{') ? complete(body, existing, context) : null;
	}

	private static boolean hasMember(ByteBuffer body) {
		return body.limit() > 1 && body.get(0) == '{' && body.get(1) == '"' && body.get(body.limit() - 1) == '}';
	}

	/**
	 * The brace is written anew, so that the body has no more parts than it needs.
	 */
	private static ContextSplice add(ByteBuffer body, int start, UserSecurityContext context) {
		ByteBuffer opening = ByteBuffer.wrap(context.derive(ContextSplice.class, ContextSplice::openingOf));
		ByteBuffer rest = body.position(start + 1);
		return new ContextSplice(body, MergedContext.of(context),
				(start == 0) ? List.of(opening, rest) : List.of(slice(body, 0, start), opening, rest));
	}

	private static byte[] openingOf(UserSecurityContext context) {
		return ContextJson.member("{", context, ",");
	}

	private static @Nullable ContextSplice complete(ByteBuffer body, int start, UserSecurityContext context) {
		Map<UserSecurityContextField, Boolean> callers = new EnumMap<>(UserSecurityContextField.class);
		JsonObjectReader object = new JsonObjectReader(body, start);
		while (object.next()) {
			for (UserSecurityContextField field : UserSecurityContextField.values()) {
				if (object.nameEquals(field.getMemberName())) {
					// which one counts if there are several is for the service to say
					callers.merge(field, object.hasText(), Boolean::logicalAnd);
				}
			}
		}
		if (object.end() < 0) {
			return null;
		}
		MergedContext merged = MergedContext.of(context, callers);
		if (merged.addition().isEmpty()) {
			return new ContextSplice(body, merged, List.of(body));
		}
		return new ContextSplice(body, merged,
				insert(body, start + 1, ContextJson.members(merged.addition(), object.isEmpty() ? "" : ",")));
	}

	private static List<ByteBuffer> insert(ByteBuffer body, int index, byte[] json) {
		return List.of(slice(body, 0, index), ByteBuffer.wrap(json), slice(body, index, body.limit()));
	}

	private static ByteBuffer slice(ByteBuffer body, int start, int end) {
		return body.slice(start, end - start);
	}

	/**
	 * Returns the model that the body names, or {@code null} if it names none.
	 */
	@Nullable String findModel() {
		JsonObjectReader object = new JsonObjectReader(this.content, JsonObjectReader.skipBlanks(this.content, 0, 1));
		String model = null;
		while (object.next()) {
			if (object.nameEquals("model")) {
				model = object.text();
			}
		}
		return model;
	}

}
