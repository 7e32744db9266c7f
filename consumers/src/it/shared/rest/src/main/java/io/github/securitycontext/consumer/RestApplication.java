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
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that calls the REST API itself.
 */
@SpringBootApplication
class RestApplication {

	static final String PATH = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

	static final String OTHER_MODEL = "/openai/deployments/other/chat/completions?api-version=2025-01-01-preview";

	static final Map<String, ?> PROMPT = Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")));

	public static void main(String[] args) {
		SpringApplication.run(RestApplication.class, args);
	}

	/**
	 * The answer of the model.
	 *
	 * @param choices its choices
	 */
	record Completion(List<Choice> choices) {

		String text() {
			return this.choices.get(0).message().content();
		}

	}

	record Choice(Message message) {

	}

	record Message(String content) {

	}

}
