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

package io.github.securitycontext.sample.standin;

import java.util.Set;

import io.github.securitycontext.sample.received.ChatBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which bodies the service accepts. Members on the top level are checked by name; those
 * inside {@code user_security_context} are not, so a misspelt one passes in silence.
 */
final class BodyCheck {

	private static final Set<String> KNOWN = Set.of("audio", "data_sources", "frequency_penalty", "function_call",
			"functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata",
			"modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "reasoning_effort",
			"response_format", "seed", "stop", "store", "stream", "stream_options", "temperature", "tool_choice",
			"tools", "top_logprobs", "top_p", "user", ChatBody.USER_SECURITY_CONTEXT);

	private BodyCheck() {
	}

	static ChatBody read(byte[] bytes, ApiVersion version) {
		ChatBody body = parse(bytes);
		for (String name : body.tree().propertyNames()) {
			if (!isKnown(name, version)) {
				throw ServiceError.unrecognizedArgument(name);
			}
		}
		JsonNode messages = body.tree().path("messages");
		if (messages.isMissingNode()) {
			throw ServiceError.missingParameter("messages");
		}
		if (!messages.isArray() || messages.isEmpty()) {
			throw ServiceError.invalidType("messages", "a non-empty array of objects");
		}
		if (body.tree().has(ChatBody.USER_SECURITY_CONTEXT) && body.userSecurityContext() == null) {
			throw ServiceError.invalidType(ChatBody.USER_SECURITY_CONTEXT, "an object");
		}
		return body;
	}

	private static ChatBody parse(byte[] bytes) {
		try {
			ChatBody body = ChatBody.read(bytes);
			if (body.tree().isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			// answered like any other body that is not an object
		}
		throw ServiceError.notJson();
	}

	private static boolean isKnown(String name, ApiVersion version) {
		return KNOWN.contains(name)
				&& (!ChatBody.USER_SECURITY_CONTEXT.equals(name) || version.knowsUserSecurityContext());
	}

}
