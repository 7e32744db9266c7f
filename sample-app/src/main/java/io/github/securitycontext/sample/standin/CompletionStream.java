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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as server-sent events, in the order in which the service sends them.
 */
final class CompletionStream {

	private static final Pattern WORDS = Pattern.compile("\\S*\\s*(?:\\S+\\s*)?");

	// long enough to be seen, short enough not to be waited for
	private static final long PAUSE_MILLIS = 25;

	private CompletionStream() {
	}

	static void send(HttpExchange exchange, Completion completion, boolean usageWanted) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream output = exchange.getResponseBody()) {
			event(output, completion.chunkWithPromptFilter().toString());
			event(output, completion.chunk(delta().put("role", "assistant").put("content", ""), null).toString());
			Matcher words = WORDS.matcher(completion.reply());
			while (words.find() && !words.group().isEmpty()) {
				pause();
				event(output, completion.chunk(delta().put("content", words.group()), null).toString());
			}
			event(output, completion.chunk(delta(), "stop").toString());
			if (usageWanted) {
				event(output, completion.chunkWithUsage().toString());
			}
			event(output, "[DONE]");
		}
	}

	private static ObjectNode delta() {
		return JsonMapper.shared().createObjectNode();
	}

	private static void event(OutputStream output, String data) throws IOException {
		output.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		output.flush();
	}

	private static void pause() throws IOException {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The stand-in is shutting down");
		}
	}

}
