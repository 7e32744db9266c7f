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

package io.github.securitycontext.test;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the endpoint with {@link RestClient} and {@link WebClient}.
 */
class SpringClientTests {

	private static final String BODY = "{\"messages\":[],\"user_security_context\":{\"end_user_id\":\"id\"}}";

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void aRestClientIsAnswered() {
		String answer = RestClient.create(this.endpoint.url())
			.post()
			.uri(JdkClient.CHAT)
			.contentType(MediaType.APPLICATION_JSON)
			.body(BODY)
			.retrieve()
			.body(String.class);
		assertThat(answer).contains("\"content\":\"Hello\"");
		assertThat(this.endpoint).everyCallNamesItsUser();
	}

	@Test
	void aWebClientIsAnswered() {
		String answer = WebClient.create(this.endpoint.url())
			.post()
			.uri(JdkClient.CHAT)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(BODY)
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
		assertThat(answer).contains("\"content\":\"Hello\"");
		assertThat(this.endpoint).everyCallNamesItsUser();
	}

}
