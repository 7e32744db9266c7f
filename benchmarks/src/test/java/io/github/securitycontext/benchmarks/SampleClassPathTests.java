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

package io.github.securitycontext.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleClassPathTests {

	@Test
	void differsByTheStarterOnly() throws IOException {
		List<String> starter = new ArrayList<>(SampleClassPath.of(SampleVariant.WITH));
		List<String> without = SampleClassPath.of(SampleVariant.WITHOUT);
		assertThat(starter).containsAll(without);
		starter.removeAll(without);
		assertThat(starter).hasSize(2)
			.anyMatch((entry) -> entry.contains("securitycontext-autoconfigure"))
			.anyMatch((entry) -> entry.contains("securitycontext-starter"));
	}

	@Test
	void hasTheLibrariesOfTheSampleAndNoneOfTheBenchmarks() throws IOException {
		assertThat(SampleClassPath.of(SampleVariant.CONTROL)).isEqualTo(SampleClassPath.of(SampleVariant.WITHOUT))
			.extracting((entry) -> Path.of(entry).getFileName().toString())
			.anyMatch((name) -> name.startsWith("azure-ai-openai-"))
			.noneMatch((name) -> name.startsWith("jmh-") || name.startsWith("openai-java-"));
	}

}
