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

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the model.
 */
@RestController
class AzureController {

	private final OpenAIClient client;

	AzureController(OpenAIClient client) {
		this.client = client;
	}

	@GetMapping("/call")
	String call() {
		return this.client.getChatCompletions("gpt", prompt()).getChoices().get(0).getMessage().getContent();
	}

	@GetMapping("/stream")
	String stream() {
		return this.client.getChatCompletionsStream("gpt", prompt())
			.stream()
			.map((chunk) -> chunk.getChoices().get(0).getDelta().getContent())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

	private static ChatCompletionsOptions prompt() {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hi")));
	}

}
