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

import java.util.List;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.util.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Lets a native image rebuild clients of {@code azure-ai-openai}.
 *
 * @see AzureOpenAiClients
 */
class AzureRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent("com.azure.ai.openai.OpenAIClient", classLoader)) {
			try {
				registerClients(hints.reflection());
			}
			catch (LinkageError ex) {
				// a version that lacks what another has: its clients are left as they are
			}
		}
	}

	private static void registerClients(ReflectionHints hints) {
		hints.registerType(OpenAIClient.class, (type) -> type.withField("serviceClient"))
			.registerType(OpenAIAsyncClient.class, (type) -> type.withField("serviceClient"))
			.registerType(OpenAIClientBuilder.class,
					(type) -> type.withField("pipelinePolicies")
						.withField("pipeline")
						.withField("serviceVersion")
						.withField("endpoint"))
			.registerType(HttpPipeline.class,
					(type) -> type.withConstructor(TypeReference.listOf(HttpClient.class, List.class, Tracer.class),
							ExecutableMode.INVOKE));
	}

}
