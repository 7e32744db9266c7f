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

package io.github.securitycontext.azure;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.azure.ai.openai.implementation.OpenAIClientImpl;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.HttpPipelinePolicy;

import org.springframework.test.util.ReflectionTestUtils;

/**
 * Looks into a client.
 */
final class PipelineOf {

	private PipelineOf() {
	}

	static HttpPipeline pipeline(Object client) {
		Object serviceClient = ReflectionTestUtils.getField(client, "serviceClient");
		return ((OpenAIClientImpl) Objects.requireNonNull(serviceClient)).getHttpPipeline();
	}

	static Stream<HttpPipelinePolicy> policies(Object client) {
		HttpPipeline pipeline = pipeline(client);
		return IntStream.range(0, pipeline.getPolicyCount()).mapToObj(pipeline::getPolicy);
	}

}
