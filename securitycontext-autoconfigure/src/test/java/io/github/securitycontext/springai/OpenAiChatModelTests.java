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

import java.util.List;
import java.util.function.Supplier;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.github.securitycontext.autoconfigure.OpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.SpringAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.TimeTool;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * The chat model of Spring AI 2, whose clients are its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAiChatModelTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static final ToolCallback CLOCK = FunctionToolCallback.builder("time", () -> "noon")
		.description("Tells the time")
		.inputType(Void.class)
		.inputSchema("{\"type\":\"object\",\"properties\":{}}")
		.build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				OpenAiUserSecurityContextAutoConfiguration.class, SpringAiUserSecurityContextAutoConfiguration.class))
		.withPropertyValues("spring.application.name=demo");

	@BeforeEach
	void clear() {
		endpoint.clear();
		endpoint.answerWith(new TimeTool());
	}

	@Test
	void aCallCarriesTheContext() {
		this.runner.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel)
			.run((context) -> assertThat(contexts(() -> context.getBean(ChatModel.class).call("hi")))
				.containsExactly(Users.ALICE_JSON));
	}

	@Test
	void aStreamCarriesTheContextOfWhoSubscribes() {
		this.runner.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel).run((context) -> {
			var stream = Users.as(Users.BOB, () -> context.getBean(ChatModel.class).stream(new Prompt("hi")));
			assertThat(contexts(() -> stream.collectList().block())).containsExactly(Users.ALICE_JSON);
		});
	}

	@Test
	void aChatClientCarriesTheContextWhetherItCallsOrStreams() {
		this.runner.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel).run((context) -> {
			ChatClient client = ChatClient.create(context.getBean(ChatModel.class));
			assertThat(contexts(() -> client.prompt("hi").call().content())).containsExactly(Users.ALICE_JSON);
			assertThat(contexts(() -> client.prompt("hi").stream().content().collectList().block()))
				.containsExactly(Users.ALICE_JSON);
		});
	}

	@Test
	void eachCallOfAQuestionThatNeedsAToolCarriesTheContext() {
		this.runner.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel).run((context) -> {
			ChatClient client = ChatClient.create(context.getBean(ChatModel.class));
			assertThat(contexts(() -> client.prompt("hi").tools(CLOCK).call().content()))
				.containsExactly(Users.ALICE_JSON, Users.ALICE_JSON);
			assertThat(endpoint.last().text()).contains("\"role\":\"tool\"");
		});
	}

	@Test
	void theCallsAfterTheToolOfAStreamAreOfNobody() {
		this.runner.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel).run((context) -> {
			ChatClient client = ChatClient.create(context.getBean(ChatModel.class));
			assertThat(contexts(() -> client.prompt("hi").tools(CLOCK).stream().content().collectList().block()))
				.containsExactly(Users.ALICE_JSON, Users.APPLICATION_JSON);
		});
	}

	@Test
	void aModelOfAProjectCarriesTheContext() {
		this.runner
			.withBean(OpenAiChatModel.class,
					() -> model(foundry().baseUrl(endpoint.url() + "/api/projects/demo/openai/v1")
						.microsoftFoundryServiceVersion(null)))
			.run((context) -> assertThat(contexts(() -> context.getBean(ChatModel.class).call("hi")))
				.containsExactly(Users.ALICE_JSON));
	}

	@Test
	void aModelOfAnotherHostIsLeftAlone() {
		OpenAiChatModel plain = model(OpenAiChatOptions.builder().baseUrl(endpoint.url() + "/openai/v1"));
		plain.call("hi");
		ReceivedCall before = endpoint.last();
		this.runner
			.withBean(OpenAiChatModel.class,
					() -> model(OpenAiChatOptions.builder().baseUrl(endpoint.url() + "/openai/v1")))
			.run((context) -> {
				assertThat(contexts(() -> context.getBean(ChatModel.class).call("hi"))).containsExactly((String) null);
				assertThat(endpoint.last().text()).isEqualTo(before.text());
			});
	}

	@Test
	void embeddingsAndImagesAreLeftAlone() {
		this.runner
			.withBean(OpenAiEmbeddingModel.class,
					() -> OpenAiEmbeddingModel.builder()
						.openAiClient(client())
						.options(OpenAiEmbeddingOptions.builder().model("gpt").build())
						.build())
			.withBean(OpenAiImageModel.class,
					() -> OpenAiImageModel.builder()
						.openAiClient(client())
						.options(OpenAiImageOptions.builder().model("gpt").build())
						.build())
			.run((context) -> assertThat(contexts(() -> {
				attempt(() -> context.getBean(OpenAiEmbeddingModel.class).embed("hi"));
				return attempt(() -> context.getBean(OpenAiImageModel.class).call(new ImagePrompt("hi")));
			})).hasSize(2).containsOnlyNulls());
	}

	@Test
	void aModelHasSettingsOfItsOwn() {
		this.runner.withBean("first", OpenAiChatModel.class, OpenAiChatModelTests::foundryModel)
			.withBean("second", OpenAiChatModel.class, OpenAiChatModelTests::foundryModel)
			.withPropertyValues("securitycontext.clients.first.application-name=other",
					"securitycontext.clients.second.enabled=false")
			.run((context) -> {
				assertThat(contexts(() -> context.getBean("first", ChatModel.class).call("hi")))
					.containsExactly(Users.ALICE_JSON.replace("demo", "other"));
				assertThat(contexts(() -> context.getBean("second", ChatModel.class).call("hi")))
					.containsExactly((String) null);
			});
	}

	@Test
	void aModelOfClientBeansCarriesOneContextWithTheSettingsOfTheModelElseOfTheClient() {
		this.runner.withBean("client", OpenAIClient.class, OpenAiChatModelTests::client)
			.withUserConfiguration(ModelOfClient.class)
			.withPropertyValues("securitycontext.clients.client.application-name=of-client")
			.run((context) -> assertThat(contexts(() -> context.getBean(ChatModel.class).call("hi")))
				.containsExactly(Users.ALICE_JSON.replace("demo", "of-client")));
	}

	@Test
	void aMockedModelKeepsVerifying(CapturedOutput output) {
		OpenAiChatModel model = mock(OpenAiChatModel.class);
		given(model.call(any(Prompt.class))).willReturn(null);
		this.runner.withBean(OpenAiChatModel.class, () -> model).run((context) -> {
			Prompt prompt = new Prompt("hi");
			context.getBean(OpenAiChatModel.class).call(prompt);
			verify(model).call(prompt);
			assertThat(output).doesNotContain("carries no user security context");
		});
	}

	@Test
	void anApplicationThatExcludesTheClientsStarts() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					SpringAiUserSecurityContextAutoConfiguration.class))
			.withBean(OpenAiChatModel.class, OpenAiChatModelTests::foundryModel)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(contexts(() -> context.getBean(ChatModel.class).call("hi"))).containsOnlyNulls();
			});
	}

	@Test
	void whatAModelIsMadeOfIsKept() {
		OpenAiChatModel model = foundryModel();
		OpenAiChatOptions options = model.getOptions();
		this.runner.withBean(OpenAiChatModel.class, () -> model).run((context) -> {
			assertThat(context.getBean(OpenAiChatModel.class)).isSameAs(model);
			assertThat(model.getOptions()).isSameAs(options);
		});
	}

	private static OpenAiChatOptions.Builder foundry() {
		return OpenAiChatOptions.builder()
			.baseUrl(endpoint.url())
			.microsoftFoundry(true)
			.microsoftFoundryServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"));
	}

	private static OpenAiChatModel foundryModel() {
		return model(foundry());
	}

	private static OpenAiChatModel model(OpenAiChatOptions.Builder options) {
		return OpenAiChatModel.builder().options(options.apiKey("key").model("gpt").build()).build();
	}

	private static OpenAIClient client() {
		return OpenAIOkHttpClient.builder()
			.baseUrl(endpoint.url())
			.apiKey("key")
			.maxRetries(0)
			.azureUrlPathMode(AzureUrlPathMode.LEGACY)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
			.build();
	}

	private static List<String> contexts(Supplier<Object> call) {
		endpoint.clear();
		Users.as(Users.ALICE, call);
		return endpoint.received().stream().map(Received::context).toList();
	}

	private static Object attempt(Supplier<Object> call) {
		try {
			return call.get();
		}
		catch (RuntimeException ex) {
			// the endpoint answers as if it were asked for a chat completion
			return ex;
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ModelOfClient {

		@Bean
		OpenAiChatModel model(OpenAIClient client) {
			return OpenAiChatModel.builder()
				.openAiClient(client)
				.openAiClientAsync(client.async())
				.options(OpenAiChatOptions.builder().model("gpt").build())
				.build();
		}

	}

}
