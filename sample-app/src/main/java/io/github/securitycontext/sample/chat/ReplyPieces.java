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

import java.util.Iterator;
import java.util.stream.Stream;

import com.azure.ai.openai.models.ChatCompletions;

/**
 * The pieces of an answer, as they come. Closing it ends the call, also one that is still
 * going on.
 */
class ReplyPieces implements Iterator<String>, AutoCloseable {

	private final Stream<ChatCompletions> events;

	private final Iterator<String> pieces;

	ReplyPieces(Stream<ChatCompletions> events) {
		this.events = events;
		this.pieces = events.flatMap((event) -> event.getChoices().stream())
			.map((choice) -> choice.getDelta().getContent())
			.filter((content) -> content != null && !content.isEmpty())
			.iterator();
	}

	@Override
	public boolean hasNext() {
		try {
			return this.pieces.hasNext();
		}
		catch (RuntimeException ex) {
			throw new AssistantUnavailableException(ex);
		}
	}

	@Override
	public String next() {
		return this.pieces.next();
	}

	@Override
	public void close() {
		this.events.close();
	}

}
