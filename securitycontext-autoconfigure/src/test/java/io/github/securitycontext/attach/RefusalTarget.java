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

package io.github.securitycontext.attach;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers with status 400, some of which quote a prompt. Not by way of a call, for which
 * what fails here would be no refusal.
 */
public final class RefusalTarget {

	private RefusalTarget() {
	}

	/**
	 * Fails if an answer cannot be read, or counts as a refusal where it is only quoted.
	 */
	public static void check(byte[] answer) {
		Refusal.isIn(ByteBuffer.wrap(answer));
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.putObject("error")
			.put("code", "content_filter")
			.put("message", "The prompt '" + new String(answer, StandardCharsets.UTF_8) + "' was filtered");
		assertThat(Refusal.isIn(ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.UTF_8)))).isFalse();
	}

}
