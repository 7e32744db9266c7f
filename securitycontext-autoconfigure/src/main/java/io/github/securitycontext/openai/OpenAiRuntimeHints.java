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

package io.github.securitycontext.openai;

import java.util.List;
import java.util.function.Consumer;

import com.openai.core.ClientOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Lets a native image have proxies of the clients and services of {@code openai-java},
 * which call the same method of what they stand for.
 *
 * @see CarryingInvocationHandler
 * @see AnswerKeepingService
 */
class OpenAiRuntimeHints implements RuntimeHintsRegistrar {

	/** The services whose calls may be refused. */
	private static final List<String> SERVICES = List.of("blocking.chat.ChatCompletionServiceImpl",
			"blocking.ResponseServiceImpl", "async.chat.ChatCompletionServiceAsyncImpl",
			"async.ResponseServiceAsyncImpl");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent("com.openai.client.OpenAIClient", classLoader)) {
			try {
				registerClients(hints, classLoader);
			}
			catch (LinkageError ex) {
				// a version that lacks what another has: its clients are left as they are
			}
		}
	}

	private static void registerClients(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> type : CarryingInvocationHandler.TYPES) {
			hints.proxies().registerJdkProxy(type);
			hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		for (String service : SERVICES) {
			registerChange(hints.reflection(), classLoader, AnswerKeepingService.LIBRARY + service);
			registerChange(hints.reflection(), classLoader,
					AnswerKeepingService.LIBRARY + service + "$WithRawResponseImpl");
		}
		hints.reflection().registerType(ClientOptions.Builder.class, (type) -> type.withField("httpClient"));
	}

	private static void registerChange(ReflectionHints hints, @Nullable ClassLoader classLoader, String className) {
		hints.registerTypeIfPresent(classLoader, className,
				(type) -> type.withMethod("withOptions", TypeReference.listOf(Consumer.class), ExecutableMode.INVOKE));
	}

}
