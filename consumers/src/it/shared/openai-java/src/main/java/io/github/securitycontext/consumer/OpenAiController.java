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

package io.github.securitycontext.consumer;

import java.util.stream.Collectors;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the model.
 */
@RestController
class OpenAiController {

	private final OpenAIClient resource;

	private final OpenAIClient project;

	OpenAiController(OpenAIClient resource, OpenAIClient project) {
		this.resource = resource;
		this.project = project;
	}

	@GetMapping("/call")
	String call() {
		return text(this.resource.chat().completions().create(prompt().build()));
	}

	@GetMapping("/stream")
	String stream() {
		try (StreamResponse<ChatCompletionChunk> chunks = this.resource.chat()
			.completions()
			.createStreaming(prompt().build())) {
			return chunks.stream()
				.flatMap((chunk) -> chunk.choices().get(0).delta().content().stream())
				.collect(Collectors.joining());
		}
	}

	@GetMapping("/async")
	String async() {
		return text(this.resource.async().chat().completions().create(prompt().build()).join());
	}

	@GetMapping("/structured")
	String structured() {
		return this.resource.chat()
			.completions()
			.create(prompt().responseFormat(Greeting.class).build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow().text;
	}

	@GetMapping("/response")
	String response() {
		return this.project.responses()
			.create(ResponseCreateParams.builder().model("gpt").input("Hi").build())
			.output()
			.get(0)
			.asMessage()
			.content()
			.get(0)
			.asOutputText()
			.text();
	}

	@GetMapping("/other-model")
	String otherModel() {
		return text(this.resource.chat().completions().create(prompt().model("other").build()));
	}

	@GetMapping("/another-model")
	String anotherModel() {
		StringBuffer text = new StringBuffer();
		this.resource.async()
			.chat()
			.completions()
			.createStreaming(prompt().model("another").build())
			.subscribe((chunk) -> chunk.choices().get(0).delta().content().ifPresent(text::append))
			.onCompleteFuture()
			.join();
		return text.toString();
	}

	private static ChatCompletionCreateParams.Builder prompt() {
		return ChatCompletionCreateParams.builder().model("gpt").addUserMessage("Hi");
	}

	private static String text(ChatCompletion completion) {
		return completion.choices().get(0).message().content().orElseThrow();
	}

	static class Greeting {

		public String text;

	}

}
