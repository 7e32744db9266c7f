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

import java.util.UUID;

import io.github.securitycontext.sample.received.AttackPhrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in the shapes in which the service writes it: as a whole, and in chunks.
 *
 * @param id the id of the answer
 * @param created when it was made, in seconds
 * @param prompt what the user wrote
 * @param reply what the model answers
 * @param attack whether the prompt looks like an attack
 */
record Completion(String id, long created, String prompt, String reply, boolean attack) {

	private static final String MODEL = "gpt-4o-2024-11-20";

	private static final int CHARACTERS_OF_A_TOKEN = 4;

	static Completion of(String prompt) {
		boolean attack = AttackPhrases.firstIn(prompt) != null;
		return new Completion("chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
				System.currentTimeMillis() / 1000, prompt, Replies.to(prompt, attack), attack);
	}

	ObjectNode whole() {
		ObjectNode body = head("chat.completion");
		ObjectNode choice = body.putArray("choices").addObject();
		choice.put("index", 0).put("finish_reason", "stop").putNull("logprobs");
		choice.set("content_filter_results", ContentFilter.ofReply());
		choice.putObject("message").put("role", "assistant").put("content", this.reply).putNull("refusal");
		body.set("prompt_filter_results", ContentFilter.ofPrompt(this.attack));
		body.set("usage", usage());
		return body;
	}

	ObjectNode chunkWithPromptFilter() {
		ObjectNode body = head("chat.completion.chunk");
		body.putArray("choices");
		body.set("prompt_filter_results", ContentFilter.ofPrompt(this.attack));
		return body;
	}

	ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
		ObjectNode body = head("chat.completion.chunk");
		ObjectNode choice = body.putArray("choices").addObject();
		choice.put("index", 0).put("finish_reason", finishReason).putNull("logprobs");
		choice.set("content_filter_results", delta.has("content") ? ContentFilter.ofReply() : object());
		choice.set("delta", delta);
		return body;
	}

	ObjectNode chunkWithUsage() {
		ObjectNode body = head("chat.completion.chunk");
		body.putArray("choices");
		body.set("usage", usage());
		return body;
	}

	private ObjectNode head(String type) {
		return object().put("id", this.id)
			.put("object", type)
			.put("created", this.created)
			.put("model", MODEL)
			.put("system_fingerprint", "fp_stand_in");
	}

	private ObjectNode usage() {
		int prompt = tokens(this.prompt);
		int reply = tokens(this.reply);
		return object().put("prompt_tokens", prompt)
			.put("completion_tokens", reply)
			.put("total_tokens", prompt + reply);
	}

	private static int tokens(String text) {
		return 1 + text.length() / CHARACTERS_OF_A_TOKEN;
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
