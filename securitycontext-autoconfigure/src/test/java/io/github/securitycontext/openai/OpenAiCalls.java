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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import io.github.securitycontext.autoconfigure.OpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.test.AzureOpenAiEndpoint;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests of the clients of {@code openai-java} have in common.
 */
final class OpenAiCalls {

	static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
		.model("gpt")
		.addUserMessage("hi")
		.build();

	static final StructuredChatCompletionCreateParams<Answer> STRUCTURED_CHAT = ChatCompletionCreateParams.builder()
		.model("gpt")
		.addUserMessage("hi")
		.responseFormat(Answer.class)
		.build();

	static final ResponseCreateParams RESPONSE = ResponseCreateParams.builder().model("gpt").input("hi").build();

	static final StructuredResponseCreateParams<Answer> STRUCTURED_RESPONSE = ResponseCreateParams.builder()
		.model("gpt")
		.input("hi")
		.text(Answer.class)
		.build();

	private OpenAiCalls() {
	}

	/**
	 * An application with the starter.
	 */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					OpenAiUserSecurityContextAutoConfiguration.class))
			.withPropertyValues("spring.application.name=demo");
	}

	/**
	 * A client whose paths name the deployment.
	 */
	static OpenAIClient legacyClient(AzureOpenAiEndpoint endpoint) {
		return builder(endpoint.url()).azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
	}

	/**
	 * A client of a project in Foundry.
	 */
	static OpenAIClient projectClient(AzureOpenAiEndpoint endpoint) {
		return builder(endpoint.url() + "/api/projects/demo/openai/v1").azureUrlPathMode(AzureUrlPathMode.UNIFIED)
			.build();
	}

	static OpenAIOkHttpClient.Builder builder(String baseUrl) {
		return OpenAIOkHttpClient.builder().baseUrl(baseUrl).credential(AzureApiKeyCredential.create("key"));
	}

	/**
	 * A client without a network, for a deployment of a model in Azure.
	 */
	static OpenAIClient fakeClient(FakeHttpClient http) {
		return new OpenAIClientImpl(options(http).baseUrl("https://demo.openai.azure.com/openai/v1").build());
	}

	static ClientOptions.Builder options(FakeHttpClient http) {
		return ClientOptions.builder().httpClient(http).credential(AzureApiKeyCredential.create("key"));
	}

	/**
	 * As a class of an application would do it, method by method, for the client and its
	 * services.
	 * @param seen told the name of each method
	 */
	@SuppressWarnings("unchecked")
	static <T> T delegateTo(T target, Consumer<String> seen) {
		Class<?>[] types = target.getClass().getInterfaces();
		return (T) Proxy.newProxyInstance(types[0].getClassLoader(), types, (proxy, method, arguments) -> {
			seen.accept(method.getName());
			try {
				Object result = method.invoke(target, arguments);
				return method.getReturnType().getName().endsWith("Service") ? delegateTo(result, seen) : result;
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		});
	}

	/**
	 * Makes one call.
	 */
	static void ask(OpenAIClient client) {
		client.chat().completions().create(CHAT);
	}

	static void ask(OpenAIClientAsync client) {
		client.chat().completions().create(CHAT).join();
	}

	/**
	 * A structured output.
	 */
	static class Answer {

		public String text;

	}

}
