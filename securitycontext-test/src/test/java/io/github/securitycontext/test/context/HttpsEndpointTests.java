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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of clients that know nothing of the endpoint's certificate.
 */
@SpringBootTest(classes = ClientApplication.class)
@AutoConfigureAzureOpenAiEndpoint(properties = "azure.openai.endpoint", https = true)
@DirtiesContext
@Tag("default-trust")
class HttpsEndpointTests {

	@Autowired
	private AzureOpenAiEndpoint endpoint;

	@Test
	void aClientOfAzureSendsItsKey(@Autowired OpenAIClient client) {
		client.getChatCompletions("gpt", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi"))));
		assertThat(this.endpoint.last().header("api-key")).isEqualTo("secret");
	}

	@Test
	void openAiJavaTrustsIt() {
		var client = OpenAIOkHttpClient.builder().baseUrl(this.endpoint.url() + "/openai/v1").apiKey("secret").build();
		client.chat()
			.completions()
			.create(ChatCompletionCreateParams.builder().model("gpt").addUserMessage("hi").build());
		assertThat(this.endpoint.last().header("Authorization")).isEqualTo("Bearer secret");
		client.close();
	}

	@Test
	void theClientOfTheJdkTrustsIt() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.endpoint.url()))
			.POST(BodyPublishers.ofString("{}"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@Test
	void whatIsTrustedAnywayIsStillTrusted() throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		X509TrustManager trusted = (X509TrustManager) factory.getTrustManagers()[0];
		assertThat(trusted.getAcceptedIssuers()).hasSizeGreaterThan(50)
			.contains(this.endpoint.trustManager().getAcceptedIssuers());
		assertThat(Arrays.stream(this.endpoint.trustManager().getAcceptedIssuers())).singleElement()
			.satisfies((certificate) -> assertThat(certificate.getBasicConstraints()).isEqualTo(-1));
	}

}
