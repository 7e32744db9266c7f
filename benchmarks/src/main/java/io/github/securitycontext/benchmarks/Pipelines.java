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

import java.lang.reflect.Field;
import java.util.stream.IntStream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.implementation.OpenAIClientImpl;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;

/**
 * Pipelines of clients that are to know nothing of the starter.
 */
final class Pipelines {

	private static final String STARTER = "io.github.securitycontext.azure.";

	private Pipelines() {
	}

	/**
	 * Returns the pipeline of a client without what the starter puts into each that is
	 * built where it is on the class path.
	 */
	static HttpPipeline withoutStarter(OpenAIClient client) {
		HttpPipeline pipeline = pipelineOf(client);
		HttpPipelinePolicy[] policies = IntStream.range(0, pipeline.getPolicyCount())
			.mapToObj(pipeline::getPolicy)
			.filter((policy) -> !policy.getClass().getName().startsWith(STARTER))
			.toArray(HttpPipelinePolicy[]::new);
		if (policies.length == pipeline.getPolicyCount()) {
			throw new IllegalStateException("The starter is not where the benchmarks expect it");
		}
		return new HttpPipelineBuilder().httpClient(pipeline.getHttpClient())
			.tracer(pipeline.getTracer())
			.policies(policies)
			.build();
	}

	private static HttpPipeline pipelineOf(OpenAIClient client) {
		try {
			Field serviceClient = OpenAIClient.class.getDeclaredField("serviceClient");
			serviceClient.setAccessible(true);
			return ((OpenAIClientImpl) serviceClient.get(client)).getHttpPipeline();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
