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

import java.lang.reflect.Field;
import java.util.function.Consumer;

import com.openai.core.ClientOptions;
import com.openai.core.http.HttpClient;
import io.github.securitycontext.attach.Mocks;

/**
 * A service whose answers to bad requests are kept. The library itself keeps them only if
 * they are JSON.
 *
 * @param target the service
 * @param answers its answers, if it is one that keeps them
 */
record AnswerKeepingService(Object target, KeptAnswers answers) {

	static final String LIBRARY = "com.openai.services.";

	/**
	 * Returns a service that does the same as the given one, and keeps its answers; or
	 * the given one, if it is not made by the library.
	 */
	static AnswerKeepingService of(Object service) {
		KeptAnswers answers = new KeptAnswers();
		try {
			if (service.getClass().getName().startsWith(LIBRARY) && !Mocks.isMock(service)) {
				Consumer<ClientOptions.Builder> modifier = (options) -> keepAnswers(options, answers);
				Object keeping = service.getClass().getMethod("withOptions", Consumer.class).invoke(service, modifier);
				if (service.getClass().isInstance(keeping)) {
					return new AnswerKeepingService(keeping, answers);
				}
			}
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			// then a refusal that is JSON is recognised, and others are not
		}
		return new AnswerKeepingService(service, answers);
	}

	/**
	 * What the client was made with is shown to nobody, but every change of its options
	 * starts with it.
	 */
	private static void keepAnswers(ClientOptions.Builder options, KeptAnswers answers) {
		try {
			Field field = ClientOptions.Builder.class.getDeclaredField("httpClient");
			field.setAccessible(true);
			options.httpClient(new AnswerKeepingHttpClient((HttpClient) field.get(options), answers));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
