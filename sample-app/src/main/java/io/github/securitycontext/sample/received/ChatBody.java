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

package io.github.securitycontext.sample.received;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a chat-completions request, read from its bytes.
 *
 * @param tree the whole body
 * @param userSecurityContext the text of its {@code user_security_context} as it stands
 * in the bytes, or {@code null} if there is no such object
 */
public record ChatBody(JsonNode tree, @Nullable String userSecurityContext) {

	/**
	 * The member that this sample is about.
	 */
	public static final String USER_SECURITY_CONTEXT = "user_security_context";

	private static final JsonMapper mapper = JsonMapper.shared();

	/**
	 * Read a body.
	 * @param json the bytes as they were sent
	 * @return the body
	 * @throws JacksonException if they are not JSON
	 */
	public static ChatBody read(byte[] json) throws JacksonException {
		JsonNode tree = mapper.readTree(json);
		return new ChatBody(tree, tree.isObject() ? textOfContext(json) : null);
	}

	// writing the tree again could change escapes or the order, so the text is cut out
	private static @Nullable String textOfContext(byte[] json) {
		String text = null;
		try (JsonParser parser = mapper.createParser(json)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				boolean object = parser.nextToken() == JsonToken.START_OBJECT;
				int start = (int) parser.currentTokenLocation().getByteOffset();
				parser.skipChildren();
				if (USER_SECURITY_CONTEXT.equals(name)) {
					int end = (int) parser.currentLocation().getByteOffset();
					text = object ? new String(json, start, end - start, StandardCharsets.UTF_8) : null;
				}
			}
		}
		return text;
	}

	/**
	 * Whether the answer is wanted as a stream of events.
	 * @return {@code true} for a stream
	 */
	public boolean isStreaming() {
		return isTrue(this.tree.path("stream"));
	}

	/**
	 * Whether the stream is to end with the number of tokens.
	 * @return {@code true} if it is
	 */
	public boolean isUsageWanted() {
		return isTrue(this.tree.path("stream_options").path("include_usage"));
	}

	private static boolean isTrue(JsonNode node) {
		return node.isBoolean() && node.booleanValue();
	}

	/**
	 * The text of the last message from the user.
	 * @return the text, empty if there is none
	 */
	public String prompt() {
		String prompt = "";
		for (JsonNode message : this.tree.path("messages")) {
			if ("user".equals(message.path("role").asString(""))) {
				prompt = text(message.path("content"));
			}
		}
		return prompt;
	}

	private static String text(JsonNode content) {
		if (content.isString()) {
			return content.stringValue();
		}
		StringBuilder text = new StringBuilder();
		for (JsonNode part : content) {
			text.append(part.path("text").asString(""));
		}
		return text.toString();
	}

}
