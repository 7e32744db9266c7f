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

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The chat.
 */
@RestController
class ChatController {

	private static final Logger logger = LoggerFactory.getLogger(ChatController.class);

	private final Assistant assistant;

	private final JsonMapper mapper;

	ChatController(Assistant assistant, JsonMapper mapper) {
		this.assistant = assistant;
		this.mapper = mapper;
	}

	@PostMapping("/api/chat")
	ChatReply chat(@RequestBody ChatMessage message) {
		return new ChatReply(this.assistant.reply(message.text()));
	}

	@PostMapping("/api/chat/stream")
	void stream(@RequestBody ChatMessage message, HttpServletResponse response) throws IOException {
		try (ReplyPieces pieces = this.assistant.stream(message.text())) {
			// before the first piece a failure is still an ordinary error
			pieces.hasNext();
			send(pieces, new EventStream(response, this.mapper));
		}
	}

	private void send(ReplyPieces pieces, EventStream events) throws IOException {
		try {
			while (pieces.hasNext()) {
				events.send("delta", Map.of("text", pieces.next()));
			}
			events.send("done", Map.of());
		}
		catch (AssistantUnavailableException ex) {
			logger.warn("The model stopped in the middle of an answer", ex);
			events.send("failed", Map.of("detail", AssistantUnavailableException.DETAIL));
		}
	}

	@ExceptionHandler
	ProblemDetail unavailable(AssistantUnavailableException ex) {
		logger.warn("The model gave no answer", ex);
		return ex.getBody();
	}

	record ChatReply(String reply) {
	}

}
