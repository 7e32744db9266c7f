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

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a refusal is remembered, which no test can wait for.
 */
class UnsupportedModelsTests {

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final UnsupportedModels models = new UnsupportedModels(this.nanoTime::get);

	@Test
	void aModelIsForgottenAfterAnHour() {
		this.models.add(model(1));
		this.nanoTime.addAndGet(UnsupportedModels.MEMORY_NANOS - 1);
		assertThat(this.models.contains(model(1))).isTrue();
		this.nanoTime.addAndGet(1);
		assertThat(this.models.contains(model(1))).isFalse();
		assertThat(this.models.isAny()).isFalse();
	}

	@Test
	void theOldestOneMakesRoom() {
		for (int i = 0; i <= UnsupportedModels.MAX_MODELS; i++) {
			this.models.add(model(i));
			this.nanoTime.incrementAndGet();
		}
		assertThat(this.models.contains(model(0))).isFalse();
		assertThat(this.models.contains(model(1))).isTrue();
		assertThat(this.models.contains(model(UnsupportedModels.MAX_MODELS))).isTrue();
	}

	@Test
	void thoseThatAreOverMakeRoomFirst() {
		for (int i = 0; i < UnsupportedModels.MAX_MODELS; i++) {
			this.models.add(model(i));
		}
		this.nanoTime.addAndGet(UnsupportedModels.MEMORY_NANOS);
		this.models.add(model(-1));
		this.models.add(model(-2));
		assertThat(this.models.contains(model(-1))).isTrue();
		assertThat(this.models.contains(model(-2))).isTrue();
	}

	private static CalledModel model(int number) {
		return new CalledModel("localhost", -1, "/openai/v1/chat/completions", "model" + number);
	}

}
