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
 * The body of a call, and what was found in it. The rest of its tree is not kept.
 *
 * @param bytes the body as it arrived
 * @param flaw why it is no JSON object, or {@code null} if it is one
 * @param members the names at its top level
 * @param userSecurityContexts everything of that name at its top level
 * @param model the model that it names
 * @param streaming whether it asks for a stream of events
 * @param usageWanted whether the stream is to end with the number of tokens
 * @param inputs how many texts are to be embedded
 */
record ReceivedBody(byte[] bytes, @Nullable String flaw, List<String> members, List<Object> userSecurityContexts,
		@Nullable String model, boolean streaming, boolean usageWanted, int inputs) {

	static ReceivedBody of(byte[] bytes) {
		try {
			if (JsonReader.read(bytes) instanceof JsonObject body) {
				return of(bytes, body);
			}
			return noObject(bytes, "no object");
		}
		catch (IllegalArgumentException ex) {
			return noObject(bytes, ex.getMessage());
		}
	}

	private static ReceivedBody of(byte[] bytes, JsonObject body) {
		boolean usageWanted = body.get("stream_options") instanceof JsonObject options
				&& options.isTrue("include_usage");
		int inputs = (body.get("input") instanceof List<?> texts) ? texts.size() : 1;
		return new ReceivedBody(bytes, null, body.members().stream().map(JsonObject.Member::name).toList(),
				body.all(ReceivedUserSecurityContext.MEMBER), body.string("model"), body.isTrue("stream"), usageWanted,
				inputs);
	}

	private static ReceivedBody noObject(byte[] bytes, @Nullable String flaw) {
		return new ReceivedBody(bytes, flaw, List.of(), List.of(), null, false, false, 1);
	}

}
