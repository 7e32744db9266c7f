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
import java.util.stream.Stream;

/**
 * A reply in the form of chat completions, whole or in chunks.
 */
final class ChatCompletion {

	private static final String USAGE = "{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}";

	private ChatCompletion() {
	}

	static String whole(Reply reply, ReceivedCall call) {
		String choice;
		if (reply instanceof Reply.ToolCall toolCall) {
			choice = """
					{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,\
					"tool_calls":[%s]}}""".formatted(function(toolCall, ""));
		}
		else {
			choice = """
					{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":%s}}"""
				.formatted(JsonText.quote(((Reply.Text) reply).text()));
		}
		return head("chat.completion", call) + ",\"choices\":[" + choice + "],\"usage\":" + USAGE + "}";
	}

	static Stream<String> events(Reply reply, ReceivedCall call) {
		boolean tool = reply instanceof Reply.ToolCall;
		Stream<String> deltas = tool ? deltas((Reply.ToolCall) reply) : deltas((Reply.Text) reply);
		Stream<String> chunks = Stream.concat(deltas.map((delta) -> chunk(delta, "null", call)),
				Stream.of(chunk("{}", tool ? "\"tool_calls\"" : "\"stop\"", call)));
		if (call.receivedBody().usageWanted()) {
			chunks = Stream.concat(chunks,
					Stream.of(head("chat.completion.chunk", call) + ",\"choices\":[],\"usage\":" + USAGE + "}"));
		}
		return Stream.concat(chunks, Stream.of("[DONE]")).map((data) -> "data: " + data);
	}

	private static Stream<String> deltas(Reply.Text reply) {
		List<String> words = reply.words();
		String first = words.isEmpty() ? "" : words.get(0);
		return Stream.concat(Stream.of("{\"role\":\"assistant\",\"content\":" + JsonText.quote(first) + "}"),
				words.stream().skip(1).map((word) -> "{\"content\":" + JsonText.quote(word) + "}"));
	}

	private static Stream<String> deltas(Reply.ToolCall reply) {
		return Stream.of("{\"role\":\"assistant\",\"tool_calls\":[" + function(reply, "\"index\":0,") + "]}");
	}

	private static String function(Reply.ToolCall reply, String index) {
		return """
				{%s"id":"call_1","type":"function","function":{"name":%s,"arguments":%s}}""".formatted(index,
				JsonText.quote(reply.name()), JsonText.quote(reply.arguments()));
	}

	private static String chunk(String delta, String finishReason, ReceivedCall call) {
		return head("chat.completion.chunk", call) + ",\"choices\":[{\"index\":0,\"delta\":" + delta
				+ ",\"finish_reason\":" + finishReason + "}]}";
	}

	private static String head(String type, ReceivedCall call) {
		String deployment = call.deployment();
		String model = (call.model() != null) ? call.model() : (deployment != null) ? deployment : "model";
		return "{\"id\":\"chatcmpl-1\",\"object\":\"" + type + "\",\"created\":1,\"model\":" + JsonText.quote(model);
	}

}
