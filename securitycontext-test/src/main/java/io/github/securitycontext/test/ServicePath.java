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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the path of a request asks for. A client's endpoint may have a path of its own, so
 * only the end counts.
 *
 * @param operation what is asked for
 * @param deployment the deployment that the path names, or {@code null} if it names none
 */
record ServicePath(Operation operation, @Nullable String deployment) {

	private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)/[^?]*$");

	static ServicePath of(String path) {
		Matcher matcher = DEPLOYMENT.matcher(path);
		return new ServicePath(Operation.of(path), matcher.find() ? matcher.group(1) : null);
	}

	/**
	 * What can be asked for.
	 */
	enum Operation {

		CHAT_COMPLETIONS, RESPONSES, EMBEDDINGS, OTHER;

		static Operation of(String path) {
			if (path.endsWith("/chat/completions")) {
				return CHAT_COMPLETIONS;
			}
			if (path.endsWith("/responses")) {
				return RESPONSES;
			}
			return path.endsWith("/embeddings") ? EMBEDDINGS : OTHER;
		}

	}

}
