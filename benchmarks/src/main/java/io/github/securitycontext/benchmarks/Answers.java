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

package io.github.securitycontext.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * The shortest answers that the clients take.
 */
final class Answers {

	private static final String START = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o\","
			+ "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"logprobs\":null,";

	private static final byte[] WHOLE = (START
			+ "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"refusal\":null}}]}")
		.getBytes(StandardCharsets.UTF_8);

	private static final byte[] STREAM = ("data: " + START
			+ "\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n")
		.getBytes(StandardCharsets.UTF_8);

	private Answers() {
	}

	static byte[] of(CallStyle style) {
		return (style == CallStyle.STREAMING) ? STREAM : WHOLE;
	}

	static String contentType(CallStyle style) {
		return (style == CallStyle.STREAMING) ? "text/event-stream" : "application/json";
	}

}
