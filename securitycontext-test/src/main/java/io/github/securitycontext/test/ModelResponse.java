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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A reply in the form of the Responses API, whole or as events.
 */
final class ModelResponse {

	private ModelResponse() {
	}

	static String whole(Reply reply, ReceivedCall call) {
		return response("completed", item(reply, "completed"), call);
	}

	static Stream<String> events(Reply reply, ReceivedCall call) {
		List<String> events = new ArrayList<>();
		add(events, "response.created", "\"response\":" + response("in_progress", null, call));
		add(events, "response.output_item.added", "\"output_index\":0,\"item\":" + item(reply, "in_progress"));
		if (reply instanceof Reply.ToolCall toolCall) {
			add(events, toolCall);
		}
		else {
			add(events, (Reply.Text) reply);
		}
		add(events, "response.output_item.done", "\"output_index\":0,\"item\":" + item(reply, "completed"));
		add(events, "response.completed", "\"response\":" + whole(reply, call));
		return events.stream();
	}

	private static void add(List<String> events, Reply.ToolCall reply) {
		String item = "\"item_id\":\"fc_1\",\"output_index\":0,";
		String arguments = JsonText.quote(reply.arguments());
		add(events, "response.function_call_arguments.delta", item + "\"delta\":" + arguments);
		add(events, "response.function_call_arguments.done",
				item + "\"name\":" + JsonText.quote(reply.name()) + ",\"arguments\":" + arguments);
	}

	private static void add(List<String> events, Reply.Text reply) {
		String part = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
		add(events, "response.content_part.added", part + "\"part\":" + content(""));
		for (String word : reply.words()) {
			add(events, "response.output_text.delta", part + "\"logprobs\":[],\"delta\":" + JsonText.quote(word));
		}
		add(events, "response.output_text.done", part + "\"logprobs\":[],\"text\":" + JsonText.quote(reply.text()));
		add(events, "response.content_part.done", part + "\"part\":" + content(reply.text()));
	}

	private static void add(List<String> events, String type, String members) {
		events.add("event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + events.size() + ","
				+ members + "}");
	}

	private static String item(Reply reply, String status) {
		if (reply instanceof Reply.ToolCall toolCall) {
			return """
					{"type":"function_call","id":"fc_1","call_id":"call_1","status":"%s","name":%s,"arguments":%s}"""
				.formatted(status, JsonText.quote(toolCall.name()), JsonText.quote(toolCall.arguments()));
		}
		String content = "completed".equals(status) ? content(((Reply.Text) reply).text()) : "";
		return """
				{"type":"message","id":"msg_1","role":"assistant","status":"%s","content":[%s]}""".formatted(status,
				content);
	}

	private static String content(String text) {
		return "{\"type\":\"output_text\",\"text\":" + JsonText.quote(text) + ",\"annotations\":[]}";
	}

	private static String response(String status, @Nullable String item, ReceivedCall call) {
		String model = call.model();
		return """
				{"id":"resp_1","object":"response","created_at":1,"model":%s,"status":"%s","output":[%s],\
				"parallel_tool_calls":false,"tool_choice":"auto","tools":[],"usage":{"input_tokens":1,\
				"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":1,\
				"output_tokens_details":{"reasoning_tokens":0},"total_tokens":2}}"""
			.formatted(JsonText.quote((model != null) ? model : "model"), status, (item != null) ? item : "");
	}

}
