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
import java.util.List;

import io.github.securitycontext.UserSecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a context into the bytes of a JSON object. What is there already stays as it is,
 * byte for byte, and is not copied.
 */
final class ContextSplice {

	private ContextSplice() {
	}

	/**
	 * Returns the body with the context in front, or with the context of the caller
	 * completed.
	 * @param content the body, of which neither position nor content is changed
	 * @param context what is known
	 * @return the parts of the new body, or {@code null} if the body stays as it is: it
	 * is no JSON object, it has a context that is complete, strange, or there twice, or
	 * nothing is known
	 */
	static @Nullable List<ByteBuffer> splice(ByteBuffer content, UserSecurityContext context) {
		ByteBuffer body = content.slice();
		int start = skipBlanks(body, 0, 1);
		int last = skipBlanks(body, body.limit() - 1, -1);
		if (context.isEmpty() || start >= last || body.get(start) != '{' || body.get(last) != '}') {
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
			return insert(body, start + 1, ContextJson.member(context), object.isEmpty());
		}
		return (body.get(existing) == '{') ? complete(body, existing, context) : null;
	}

	/**
	 * The members about the end user are one unit: if the caller set one of them, ours
	 * could be those of somebody else.
	 */
	private static @Nullable List<ByteBuffer> complete(ByteBuffer body, int start, UserSecurityContext context) {
		UserSecurityContext.Builder missing = context.toBuilder();
		JsonObjectReader object = new JsonObjectReader(body, start);
		while (object.next()) {
			if (object.nameEquals(ContextJson.APPLICATION_NAME)) {
				missing.applicationName(null);
			}
			else if (object.nameEquals(ContextJson.END_USER_ID) || object.nameEquals(ContextJson.END_USER_TENANT_ID)
					|| object.nameEquals(ContextJson.SOURCE_IP)) {
				missing.endUserId(null).endUserTenantId(null).sourceIp(null);
			}
		}
		UserSecurityContext completion = missing.build();
		if (object.end() < 0 || completion.isEmpty()) {
			return null;
		}
		return insert(body, start + 1, ContextJson.members(completion), object.isEmpty());
	}

	private static List<ByteBuffer> insert(ByteBuffer body, int index, String json, boolean alone) {
		byte[] inserted = (alone ? json : json + ",").getBytes(StandardCharsets.UTF_8);
		return List.of(body.slice(0, index), ByteBuffer.wrap(inserted), body.slice(index, body.limit() - index));
	}

	private static int skipBlanks(ByteBuffer body, int from, int step) {
		int index = from;
		while (index >= 0 && index < body.limit() && JsonObjectReader.isBlank(body.get(index))) {
			index += step;
		}
		return index;
	}

}
