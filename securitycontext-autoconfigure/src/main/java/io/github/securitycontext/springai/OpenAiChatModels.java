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

package io.github.securitycontext.springai;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.attach.ClientSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.openai.OpenAiChatModel;

/**
 * Makes the chat models of Spring AI for {@code openai-java} carry the context. A model
 * is final and builds its clients itself, so they are replaced where it keeps them.
 */
public final class OpenAiChatModels implements ClientAdapter {

	/**
	 * The chat model.
	 */
	public static final List<Class<?>> TYPES = List.of(OpenAiChatModel.class);

	static final List<String> CLIENTS = List.of("openAiClient", "openAiClientAsync");

	private static final String LIBRARY = "spring-ai-openai";

	private final ClientAdapter clients;

	/**
	 * Creates an adapter.
	 * @param clients the adapter of the clients that the models are made of
	 */
	public OpenAiChatModels(ClientAdapter clients) {
		this.clients = clients;
	}

	@Override
	public List<Class<?>> getClientTypes() {
		return TYPES;
	}

	/**
	 * {@inheritDoc}
	 * @return the given model, whose clients carry the context if they are for Azure
	 */
	@Override
	public Object attachTo(Object model, Function<@Nullable ClientSettings, ClientSettings> settings)
			throws ReflectiveOperationException {
		Map<Field, Object> carrying = new LinkedHashMap<>();
		for (String name : CLIENTS) {
			Field field = field(name);
			Object client = field.get(model);
			if (client != null) {
				carrying.put(field, this.clients.attachTo(client, settings));
			}
		}
		// not one without the other
		for (Map.Entry<Field, Object> client : carrying.entrySet()) {
			client.getKey().set(model, client.getValue());
		}
		return model;
	}

	@Override
	public ClientDescription describe(Object model) throws ReflectiveOperationException {
		for (String name : CLIENTS) {
			Object client = field(name).get(model);
			if (client != null) {
				return this.clients.describe(client).withLibrary(LIBRARY);
			}
		}
		return ClientDescription.of(LIBRARY, ClientCoverage.MOCK);
	}

	private static Field field(String name) throws ReflectiveOperationException {
		Field field = OpenAiChatModel.class.getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

}
