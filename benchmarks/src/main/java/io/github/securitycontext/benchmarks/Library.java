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

import java.util.List;
import java.util.Map;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.UserSecurityContext;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.credential.AzureKeyCredential;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

/**
 * A library whose clients make the calls. What an application does for each call is done
 * for each call: the prompt is a text, all else is made of it anew.
 */
public enum Library {

	/**
	 * azure-ai-openai.
	 */
	AZURE_AI_OPENAI("azure-ai-openai", CallStyle.SYNC, CallStyle.STREAMING, CallStyle.ASYNC) {

		@Override
		ChatCall newCall(Variant variant, CallStyle style, String prompt, Drain drain, Starter starter) {
			OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint(ENDPOINT)
				.credential(new AzureKeyCredential("key"))
				.httpClient(new AzureHttpClient(drain, style));
			if (variant == Variant.TREE) {
				builder.addPolicy(new TreePolicy());
			}
			if (!variant.isOfStarter()) {
				builder.pipeline(Pipelines.withoutStarter(builder.buildClient()));
			}
			boolean byHand = variant == Variant.BY_HAND;
			if (style == CallStyle.ASYNC) {
				OpenAIAsyncClient client = builder.buildAsyncClient();
				OpenAIAsyncClient used = variant.isOfStarter() ? starter.wrap(OpenAIAsyncClient.class, client) : client;
				return () -> used.getChatCompletions(MODEL, options(prompt, byHand)).block();
			}
			com.azure.ai.openai.OpenAIClient client = builder.buildClient();
			com.azure.ai.openai.OpenAIClient used = variant.isOfStarter()
					? starter.wrap(com.azure.ai.openai.OpenAIClient.class, client) : client;
			return (style == CallStyle.STREAMING)
					? () -> used.getChatCompletionsStream(MODEL, options(prompt, byHand)).stream().count()
					: () -> used.getChatCompletions(MODEL, options(prompt, byHand));
		}

		private ChatCompletionsOptions options(String prompt, boolean byHand) {
			ChatCompletionsOptions options = new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(prompt)));
			return byHand ? options
				.setUserSecurityContext(new UserSecurityContext().setApplicationName(Alice.APPLICATION_NAME)
					.setEndUserId(Alice.ID)
					.setEndUserTenantId(Alice.TENANT_ID)
					.setSourceIp(Alice.SOURCE_IP)) : options;
		}

	},

	/**
	 * openai-java.
	 */
	OPENAI_JAVA("openai-java", CallStyle.values()) {

		@Override
		ChatCall newCall(Variant variant, CallStyle style, String prompt, Drain drain, Starter starter) {
			OpenAIClient client = new OpenAIClientImpl(ClientOptions.builder()
				.httpClient(new OpenAiHttpClient(drain, style, variant == Variant.TREE))
				.baseUrl(ENDPOINT)
				.credential(AzureApiKeyCredential.create("key"))
				.azureUrlPathMode(AzureUrlPathMode.LEGACY)
				.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
				.build());
			OpenAIClient used = variant.isOfStarter() ? starter.wrap(OpenAIClient.class, client) : client;
			boolean byHand = variant == Variant.BY_HAND;
			return switch (style) {
				case SYNC, UNSENT -> () -> used.chat().completions().create(params(prompt, byHand));
				case STREAMING -> () -> {
					try (StreamResponse<ChatCompletionChunk> answer = used.chat()
						.completions()
						.createStreaming(params(prompt, byHand))) {
						return answer.stream().count();
					}
				};
				case ASYNC -> () -> used.async().chat().completions().create(params(prompt, byHand)).join();
			};
		}

		private ChatCompletionCreateParams params(String prompt, boolean byHand) {
			ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
				.model(MODEL)
				.addUserMessage(prompt);
			return byHand
					? params
						.putAdditionalBodyProperty("user_security_context",
								JsonValue.from(Map.of("application_name", Alice.APPLICATION_NAME, "end_user_id",
										Alice.ID, "end_user_tenant_id", Alice.TENANT_ID, "source_ip", Alice.SOURCE_IP)))
						.build()
					: params.build();
		}

	};

	private static final String ENDPOINT = "https://contoso.openai.azure.com";

	private static final String MODEL = "gpt-4o";

	private final String artifact;

	private final List<CallStyle> styles;

	Library(String artifact, CallStyle... styles) {
		this.artifact = artifact;
		this.styles = List.of(styles);
	}

	String artifact() {
		return this.artifact;
	}

	/**
	 * Returns how its calls are made.
	 */
	List<CallStyle> styles() {
		return this.styles;
	}

	/**
	 * Creates a call.
	 * @param variant how the context comes into it
	 * @param style how it is made
	 * @param prompt the prompt
	 * @param drain takes the body
	 * @param starter an application that has the starter
	 */
	abstract ChatCall newCall(Variant variant, CallStyle style, String prompt, Drain drain, Starter starter);

}
