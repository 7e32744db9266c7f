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

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Mono;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the model.
 */
@RestController
class SpringAiController {

	private final ChatModel chatModel;

	private final ChatClient chatClient;

	private final EmbeddingModel embeddingModel;

	SpringAiController(ChatModel chatModel, ChatClient.Builder chatClient, EmbeddingModel embeddingModel) {
		this.chatModel = chatModel;
		this.chatClient = chatClient.build();
		this.embeddingModel = embeddingModel;
	}

	@GetMapping("/call")
	String call() {
		return this.chatModel.call(new Prompt("Hi")).getResult().getOutput().getText();
	}

	@GetMapping("/stream")
	String stream() {
		return this.chatModel.stream(new Prompt("Hi"))
			// the last chunk has the usage, and no result
			.flatMapIterable(ChatResponse::getResults)
			.mapNotNull((result) -> result.getOutput().getText())
			.collect(Collectors.joining())
			.block();
	}

	@GetMapping("/tool")
	String tool() {
		return this.chatClient.prompt("What time is it?").tools(new Clock()).call().content();
	}

	@GetMapping("/tool-stream")
	Mono<String> toolStream() {
		return this.chatClient.prompt("What time is it?")
			.tools(new Clock())
			.stream()
			.content()
			.collect(Collectors.joining());
	}

	@GetMapping("/embed")
	String embed() {
		return (this.embeddingModel.embed("Hi").length > 0) ? "Hello" : "Nothing";
	}

	static class Clock {

		@Tool(description = "Tells the time")
		String now() {
			return "Noon";
		}

	}

}
