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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.securitycontext.test.Answer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as server-sent events, in the order in which the service sends them.
 */
final class CompletionStream {

	private static final Pattern WORDS = Pattern.compile("\\S*\\s*(?:\\S+\\s*)?");

	// long enough to be seen, short enough not to be waited for
	private static final Duration PAUSE = Duration.ofMillis(25);

	private CompletionStream() {
	}

	static Answer of(Completion completion, boolean usageWanted) {
		List<String> events = new ArrayList<>();
		events.add(completion.chunkWithPromptFilter().toString());
		events.add(completion.chunk(delta().put("role", "assistant").put("content", ""), null).toString());
		Matcher words = WORDS.matcher(completion.reply());
		while (words.find() && !words.group().isEmpty()) {
			events.add(completion.chunk(delta().put("content", words.group()), null).toString());
		}
		events.add(completion.chunk(delta(), "stop").toString());
		if (usageWanted) {
			events.add(completion.chunkWithUsage().toString());
		}
		events.add("[DONE]");
		return Answer.events(events).pausingFor(PAUSE);
	}

	private static ObjectNode delta() {
		return JsonMapper.shared().createObjectNode();
	}

}
