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

package io.github.securitycontext.test.context;

import java.util.List;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.UserSecurityContext;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureAzureOpenAiEndpoint}.
 */
@SpringBootTest(properties = { "azure.openai.endpoint=https://contoso.openai.azure.com",
		"other=${securitycontext-test.endpoint}/gateway" })
@AutoConfigureAzureOpenAiEndpoint(properties = "azure.openai.endpoint")
class EndpointOfTestTests {

	@Autowired
	private AzureOpenAiEndpoint endpoint;

	@Autowired
	private OpenAIClient client;

	@Autowired
	private Environment environment;

	@BeforeEach
	void scriptIsKeptFromHereOn() {
		this.endpoint.answerNextWith(Answer.text("scripted"));
	}

	@RepeatedTest(2)
	void eachTestStartsWithAnEndpointThatReceivedNothing() {
		assertThat(this.endpoint.received()).isEmpty();
		this.endpoint.answerWith((call) -> Answer.text("rule"));
		assertThat(ask()).isEqualTo("scripted");
		assertThat(ask()).isEqualTo("rule");
		assertThat(this.endpoint).hasSize(2).everyCallNamesItsUser();
	}

	@Test
	void thePropertiesThatAreNamedPointAtItAndNoOthers() {
		assertThat(this.environment.getProperty("azure.openai.endpoint")).isEqualTo(this.endpoint.url());
		assertThat(this.environment.getProperty("securitycontext-test.endpoint")).isEqualTo(this.endpoint.url());
		assertThat(this.environment.getProperty("other")).isEqualTo(this.endpoint.url() + "/gateway");
		assertThat(this.environment.containsProperty("spring.ai.openai.base-url")).isFalse();
	}

	private String ask() {
		ChatCompletionsOptions options = new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")))
			.setUserSecurityContext(new UserSecurityContext().setEndUserId("id"));
		return this.client.getChatCompletions("gpt", options).getChoices().get(0).getMessage().getContent();
	}

	@Nested
	class InANestedClass {

		@Test
		void theEndpointIsTheSame(@Autowired AzureOpenAiEndpoint nested) {
			assertThat(nested.url()).isEqualTo(EndpointOfTestTests.this.endpoint.url());
			assertThat(ask()).isEqualTo("scripted");
		}

	}

}
