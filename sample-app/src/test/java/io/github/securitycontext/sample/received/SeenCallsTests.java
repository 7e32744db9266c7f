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

package io.github.securitycontext.sample.received;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SeenCallsTests {

	private final SeenCalls calls = new SeenCalls();

	@Test
	void onlyTheLatestCallsAreKept() {
		for (int i = 0; i < SeenCalls.CAPACITY + 50; i++) {
			add(String.valueOf(i));
		}
		assertThat(this.calls.newestFirst()).hasSize(SeenCalls.CAPACITY);
		assertThat(this.calls.newestFirst().get(0).path()).isEqualTo("249");
		assertThat(this.calls.newestFirst().get(SeenCalls.CAPACITY - 1).path()).isEqualTo("50");
	}

	@Test
	void idsRise() {
		add("a");
		add("b");
		assertThat(this.calls.newestFirst()).extracting(SeenCall::id).containsExactly(2L, 1L);
	}

	@Test
	void aLongPromptIsCutForThePageBetweenCharacters() {
		SeenCall call = new SeenCall(1, Instant.EPOCH, "/", "", false, "x".repeat(499) + "\ud83d\ude00".repeat(10),
				null);
		assertThat(SeenCallView.of(call, null).prompt()).isEqualTo("x".repeat(499) + "…");
	}

	private void add(String path) {
		this.calls.add(path, "2025-01-01", new ChatBody(JsonMapper.shared().createObjectNode(), null));
	}

}
