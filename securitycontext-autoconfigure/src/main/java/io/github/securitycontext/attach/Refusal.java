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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the answer of a model that does not know the context. Messages may quote the
 * prompt, so only what they start with counts.
 */
final class Refusal {

	/** How the message starts that names the members which are not known. */
	private static final Pattern MESSAGE = Pattern
		.compile("\\s*Unrecognized request arguments? supplied: ([\\w.-]+(?:, ?[\\w.-]+)*+)", Pattern.CASE_INSENSITIVE);

	private static final Pattern NEWER_MESSAGE = Pattern.compile("\\s*Unknown parameter: '" + Attachment.MEMBER + "'",
			Pattern.CASE_INSENSITIVE);

	/** In characters. What a message starts with counts. */
	private static final int MAX_MESSAGE_LENGTH = 1000;

	private static final String CODE = "unrecognized_request_argument";

	private static final String NEWER_CODE = "unknown_parameter";

	private Refusal() {
	}

	/**
	 * Whether an answer with status 400 says that the context is the reason.
	 * @param answer the body of the answer, JSON or text
	 */
	static boolean isIn(ByteBuffer answer) {
		ByteBuffer body = answer.slice();
		body.limit(Math.min(body.limit(), CarryingCall.MAX_REFUSAL_LENGTH));
		int start = JsonObjectReader.skipBlanks(body, 0, 1);
		if (start < body.limit() && body.get(start) == '{') {
			return isInObject(body, start, 0);
		}
		body.position(start);
		String text = StandardCharsets.UTF_8.decode(body).toString();
		return isIn(null, text.startsWith("\"") ? text.substring(1) : text, null);
	}

	/**
	 * The error is an object or a text in the answer, or the answer itself.
	 */
	private static boolean isInObject(ByteBuffer json, int start, int depth) {
		String code = null;
		String message = null;
		String parameter = null;
		JsonObjectReader object = new JsonObjectReader(json, start);
		while (object.next()) {
			if (object.nameEquals("error")) {
				if (json.get(object.valueStart()) == '{') {
					return depth == 0 && isInObject(json, object.valueStart(), 1);
				}
				message = object.text();
			}
			else if (object.nameEquals("message")) {
				message = object.text();
			}
			else if (object.nameEquals("code")) {
				code = object.text();
			}
			else if (object.nameEquals("param")) {
				parameter = object.text();
			}
		}
		return isIn(code, message, parameter);
	}

	/**
	 * Whether an error with status 400 says that the context is the reason.
	 * @param code the code of the error, if there is one
	 * @param message the message, if there is one
	 * @param parameter the member of the body that the error is about, if it says so
	 */
	static boolean isIn(@Nullable String code, @Nullable String message, @Nullable String parameter) {
		String start = (message != null) ? message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH)) : "";
		Matcher arguments = MESSAGE.matcher(start);
		if (arguments.lookingAt()) {
			return List.of(arguments.group(1).split("\\.?(, ?|$)")).contains(Attachment.MEMBER);
		}
		if (CODE.equals(code)) {
			// the message may be in other words
			return parameter == null || parameter.equals(Attachment.MEMBER);
		}
		return NEWER_MESSAGE.matcher(start).lookingAt()
				|| (NEWER_CODE.equals(code) && Attachment.MEMBER.equals(parameter));
	}

}
