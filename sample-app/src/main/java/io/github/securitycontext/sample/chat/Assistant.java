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

package io.github.securitycontext.sample.chat;

import java.util.List;
import java.util.Objects;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import io.github.securitycontext.sample.azure.AzureOpenAiProperties;

import org.springframework.stereotype.Service;

/**
 * Asks the model.
 */
@Service
class Assistant {

	private static final String INSTRUCTIONS = "You are the assistant of Contoso's employees. Answer briefly.";

	private final OpenAIClient client;

	private final String deployment;

	Assistant(OpenAIClient client, AzureOpenAiProperties properties) {
		this.client = client;
		this.deployment = properties.deploymentOrDefault();
	}

	String reply(String message) {
		try {
			ChatCompletions answer = this.client.getChatCompletions(this.deployment, question(message));
			return Objects.requireNonNullElse(answer.getChoices().get(0).getMessage().getContent(), "");
		}
		catch (RuntimeException ex) {
			throw new AssistantUnavailableException(ex);
		}
	}

	ReplyPieces stream(String message) {
		try {
			return new ReplyPieces(this.client.getChatCompletionsStream(this.deployment, question(message)).stream());
		}
		catch (RuntimeException ex) {
			throw new AssistantUnavailableException(ex);
		}
	}

	private static ChatCompletionsOptions question(String message) {
		return new ChatCompletionsOptions(
				List.of(new ChatRequestSystemMessage(INSTRUCTIONS), new ChatRequestUserMessage(message)));
	}

}
