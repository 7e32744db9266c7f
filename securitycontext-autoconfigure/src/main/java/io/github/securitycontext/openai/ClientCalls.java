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

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.openai.core.JsonObject;
import com.openai.core.JsonString;
import com.openai.core.JsonValue;
import com.openai.models.ResponsesModel;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the context to the calls of one client. The library sends a call from other
 * threads, so the context is put into the parameters while the caller hands them over.
 * Parameters of a type that is not known here are handed on as they are.
 *
 * @param attacher what attaches the context
 * @param settings the settings of the client
 * @param endpoint where its requests go
 */
record ClientCalls(UserSecurityContextAttacher attacher, ClientSettings settings, ClientEndpoint endpoint) {

	ClientCalls withEndpoint(ClientEndpoint endpoint) {
		return new ClientCalls(this.attacher, this.settings, endpoint);
	}

	/**
	 * Returns what to hand on in place of an argument.
	 * @return parameters with the context; or {@code null} if the argument is something
	 * else, or is to be sent as it is
	 * @throws MissingUserSecurityContextException if it must not be sent as it is
	 */
	@Nullable CarryingParams attachTo(@Nullable Object argument) {
		if (argument instanceof ChatCompletionCreateParams params) {
			return attachTo(params, Function.identity());
		}
		if (argument instanceof StructuredChatCompletionCreateParams<?> params) {
			return attachTo(params.rawParams(),
					(raw) -> new StructuredChatCompletionCreateParams<>(params.responseType(), raw));
		}
		if (argument instanceof ResponseCreateParams params) {
			return attachTo(params, Function.identity());
		}
		if (argument instanceof StructuredResponseCreateParams<?> params) {
			return attachTo(params.rawParams(),
					(raw) -> new StructuredResponseCreateParams<>(params.responseType(), raw));
		}
		return null;
	}

	private @Nullable CarryingParams attachTo(ChatCompletionCreateParams params,
			Function<ChatCompletionCreateParams, ?> wrapper) {
		String model = params._model().asKnown().map(Object::toString).orElse(null);
		return attachTo(this.endpoint.request(this.settings.name(), "chat/completions", model, params), model,
				params._additionalBodyProperties(), (context) -> wrapper
					.apply(params.toBuilder().putAdditionalBodyProperty(Attachment.MEMBER, context).build()));
	}

	private @Nullable CarryingParams attachTo(ResponseCreateParams params, Function<ResponseCreateParams, ?> wrapper) {
		String model = params._model().asKnown().flatMap(ClientCalls::nameOf).orElse(null);
		return attachTo(this.endpoint.request(this.settings.name(), "responses", null, params), model,
				params._additionalBodyProperties(), (context) -> wrapper
					.apply(params.toBuilder().putAdditionalBodyProperty(Attachment.MEMBER, context).build()));
	}

	private static Optional<String> nameOf(ResponsesModel model) {
		return model.string().or(() -> model.chat().map(Object::toString)).or(() -> model.only().map(Object::toString));
	}

	private @Nullable CarryingParams attachTo(OutgoingRequest request, @Nullable String model,
			Map<String, JsonValue> properties, Function<JsonValue, Object> carrying) {
		EligibleCall eligible = this.attacher.judge(this.settings, request);
		Attachment attachment = (eligible != null) ? eligible.prepare() : null;
		if (attachment == null) {
			return null;
		}
		JsonValue own = properties.get(Attachment.MEMBER);
		if (own != null && !(own instanceof JsonObject)) {
			attachment.giveUp();
			return null;
		}
		JsonObject callers = (JsonObject) own;
		AtomicReference<@Nullable Object> written = new AtomicReference<>();
		CarryingCall call = attachment.complete((callers != null) ? fieldsOf(callers) : null, model,
				(addition) -> written.set(carrying.apply(merge(addition, callers))));
		Object params = written.get();
		return (call != null && params != null) ? new CarryingParams(params, call) : null;
	}

	private static Map<UserSecurityContextField, Boolean> fieldsOf(JsonObject callers) {
		Map<UserSecurityContextField, Boolean> fields = new EnumMap<>(UserSecurityContextField.class);
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			JsonValue value = callers.values().get(field.getMemberName());
			if (value != null) {
				// the library has a raw type here
				Optional<?> text = value.asString();
				fields.put(field, text.filter((string) -> !string.toString().isBlank()).isPresent());
			}
		}
		return fields;
	}

	/**
	 * What the caller set stays the very same: to read it again could change it.
	 */
	private static JsonValue merge(UserSecurityContext addition, @Nullable JsonObject callers) {
		JsonObject ours = addition.derive(ClientCalls.class, ClientCalls::toJson);
		if (callers == null) {
			return ours;
		}
		Map<String, JsonValue> members = new LinkedHashMap<>(ours.values());
		members.putAll(callers.values());
		return JsonObject.of(members);
	}

	private static JsonObject toJson(UserSecurityContext context) {
		Map<String, JsonValue> members = new LinkedHashMap<>();
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			String value = field.get(context);
			if (value != null) {
				members.put(field.getMemberName(), JsonString.of(value));
			}
		}
		return JsonObject.of(members);
	}

}
