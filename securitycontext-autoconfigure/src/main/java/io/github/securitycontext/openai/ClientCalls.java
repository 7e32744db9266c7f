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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonObject;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.Params;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the context to the calls of one client. The library sends a call from other
 * threads, so the context is put into the parameters while the caller hands them over.
 *
 * @param attacher what attaches the context
 * @param client the settings of the client
 * @param endpoint where its requests go
 */
record ClientCalls(UserSecurityContextAttacher attacher, ClientSettings client, ClientEndpoint endpoint) {

	ClientCalls withEndpoint(ClientEndpoint endpoint) {
		return new ClientCalls(this.attacher, this.client, endpoint);
	}

	/**
	 * Returns the argument to hand on in place of the given one.
	 * @return parameters with the context; or the argument itself if it is something
	 * else, or is to be sent as it is
	 */
	@Nullable Object attachTo(@Nullable Object argument) {
		if (argument instanceof ChatCompletionCreateParams params) {
			return attachTo(params);
		}
		if (argument instanceof StructuredChatCompletionCreateParams<?> params) {
			return attachTo(params);
		}
		if (argument instanceof ResponseCreateParams params) {
			return attachTo(params);
		}
		if (argument instanceof StructuredResponseCreateParams<?> params) {
			return attachTo(params);
		}
		return argument;
	}

	private ChatCompletionCreateParams attachTo(ChatCompletionCreateParams params) {
		JsonValue context = context("chat/completions", params._model().asKnown().map(Object::toString).orElse(null),
				params, params._additionalBodyProperties());
		return (context != null) ? params.toBuilder().putAdditionalBodyProperty(Attachment.MEMBER, context).build()
				: params;
	}

	private <T> StructuredChatCompletionCreateParams<T> attachTo(StructuredChatCompletionCreateParams<T> params) {
		return new StructuredChatCompletionCreateParams<>(params.responseType(), attachTo(params.rawParams()));
	}

	private ResponseCreateParams attachTo(ResponseCreateParams params) {
		JsonValue context = context("responses", null, params, params._additionalBodyProperties());
		return (context != null) ? params.toBuilder().putAdditionalBodyProperty(Attachment.MEMBER, context).build()
				: params;
	}

	private <T> StructuredResponseCreateParams<T> attachTo(StructuredResponseCreateParams<T> params) {
		return new StructuredResponseCreateParams<>(params.responseType(), attachTo(params.rawParams()));
	}

	/**
	 * Returns the context to set, or {@code null} if the parameters stay as they are.
	 */
	private @Nullable JsonValue context(String operation, @Nullable String model, Params params,
			Map<String, JsonValue> properties) {
		OutgoingRequest request = this.endpoint.request(this.client.name(), operation, model, params);
		JsonValue own = properties.get(Attachment.MEMBER);
		List<ByteBuffer> body = this.attacher.attach(this.client, request, () -> bodyOf(own));
		return (body != null) ? complete(own, parse(body)) : null;
	}

	/**
	 * Of the body only the names matter that the caller set in the context, and the rest
	 * of it is not written yet.
	 */
	private static ByteBuffer bodyOf(@Nullable JsonValue own) {
		Map<String, Object> body = new HashMap<>();
		if (own != null) {
			body.put(Attachment.MEMBER, (own instanceof JsonObject object) ? names(object) : 0);
		}
		try {
			return ByteBuffer.wrap(ObjectMappers.jsonMapper().writeValueAsBytes(body));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Object> names(JsonObject object) {
		Map<String, Object> names = new LinkedHashMap<>(object.values());
		names.replaceAll((name, value) -> 0);
		return names;
	}

	private static Map<String, JsonValue> parse(List<ByteBuffer> body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (ByteBuffer part : body) {
			bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
		}
		try {
			JsonNode context = ObjectMappers.jsonMapper().readTree(bytes.toByteArray()).get(Attachment.MEMBER);
			return ((JsonObject) JsonValue.fromJsonNode(context)).values();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the caller set stays the very same: to read it again could change it.
	 */
	private static JsonValue complete(@Nullable JsonValue own, Map<String, JsonValue> members) {
		Map<String, JsonValue> completed = new LinkedHashMap<>(members);
		if (own instanceof JsonObject object) {
			completed.putAll(object.values());
		}
		return JsonObject.of(completed);
	}

}
