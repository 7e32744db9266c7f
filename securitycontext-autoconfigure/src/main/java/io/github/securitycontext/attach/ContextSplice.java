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
import java.nio.charset.StandardCharsets;
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
 * @param merged what the body carries
 * @param model the model that the body names, or {@code null} if it names none
 * @param body the parts of the body
 */
record ContextSplice(MergedContext merged, @Nullable String model, List<ByteBuffer> body) {

	/**
	 * Puts a context in front of the other members, or completes that of the caller.
	 * @param content the body, of which neither position nor content is changed
	 * @param context what is known
	 * @return the body with the context, or {@code null} if it can carry none: it is no
	 * JSON object, or has a context that is strange or there twice
	 */
	static @Nullable ContextSplice of(ByteBuffer content, UserSecurityContext context) {
		ByteBuffer body = content.slice();
		int start = JsonObjectReader.skipBlanks(body, 0, 1);
		int last = JsonObjectReader.skipBlanks(body, body.limit() - 1, -1);
		if (start >= last || body.get(start) != '{' || body.get(last) != '}') {
			return null;
		}
		JsonObjectReader object = new JsonObjectReader(body, start);
		int existing = -1;
		String model = null;
		while (object.next()) {
			if (object.nameEquals(Attachment.MEMBER)) {
				if (existing >= 0) {
					return null;
				}
				existing = object.valueStart();
			}
			else if (object.nameEquals("model")) {
				model = object.text();
			}
		}
		if (object.end() != last + 1) {
			return null;
		}
		if (existing < 0) {
			MergedContext merged = MergedContext.of(context, null);
			return new ContextSplice(merged, model,
					insert(body, start + 1, ContextJson.member(context), object.isEmpty()));
		}
		return (body.get(existing) == '{') ? complete(body, existing, context, model) : null;
	}

	private static @Nullable ContextSplice complete(ByteBuffer body, int start, UserSecurityContext context,
			@Nullable String model) {
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
		return new ContextSplice(merged, model,
				insert(body, start + 1, ContextJson.members(merged.addition()), object.isEmpty()));
	}

	private static List<ByteBuffer> insert(ByteBuffer body, int index, String json, boolean alone) {
		byte[] inserted = (alone ? json : json + ",").getBytes(StandardCharsets.UTF_8);
		return List.of(body.slice(0, index), ByteBuffer.wrap(inserted), body.slice(index, body.limit() - index));
	}

}
