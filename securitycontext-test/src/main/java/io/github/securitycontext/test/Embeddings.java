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

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Embeddings in the form of the service: the same vector for every text.
 */
final class Embeddings {

	private Embeddings() {
	}

	static String of(ReceivedCall call) {
		String data = IntStream.range(0, call.receivedBody().inputs())
			.mapToObj((index) -> "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":[0.5,0.5]}")
			.collect(Collectors.joining(","));
		return """
				{"object":"list","data":[%s],"model":"embedding","usage":{"prompt_tokens":1,"total_tokens":1}}"""
			.formatted(data);
	}

}
