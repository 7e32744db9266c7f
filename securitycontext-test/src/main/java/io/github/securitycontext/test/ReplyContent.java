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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.securitycontext.test.ServicePath.Operation;

/**
 * A reply in the form that the call asked for.
 *
 * @param reply the reply
 */
record ReplyContent(Reply reply) implements Content {

	@Override
	public Body to(ReceivedCall call) {
		if (call.operation() == Operation.EMBEDDINGS) {
			return json(Embeddings.of(call));
		}
		boolean responses = call.operation() == Operation.RESPONSES;
		if (call.isStreaming()) {
			return events(responses ? ModelResponse.events(this.reply, call) : ChatCompletion.events(this.reply, call));
		}
		return json(responses ? ModelResponse.whole(this.reply, call) : ChatCompletion.whole(this.reply, call));
	}

	static Body json(String json) {
		return new Body("application/json", List.of(json.getBytes(StandardCharsets.UTF_8)), false);
	}

	static Body events(Stream<String> events) {
		List<byte[]> pieces = events.map((event) -> (event + "\n\n").getBytes(StandardCharsets.UTF_8)).toList();
		return new Body("text/event-stream", pieces, true);
	}

}
