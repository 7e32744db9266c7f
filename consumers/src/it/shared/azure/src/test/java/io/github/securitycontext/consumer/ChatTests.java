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

package io.github.securitycontext.consumer;

import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.context.AutoConfigureAzureOpenAiEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.web.client.RestClient;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;

/**
 * The proof that the documentation shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureAzureOpenAiEndpoint(properties = "azure.openai.endpoint")
class ChatTests {

	@Autowired
	AzureOpenAiEndpoint endpoint;

	@Value("${local.server.port}")
	int port;

	@Test
	void everyCallNamesItsUser() {
		get("/call", "alice");
		assertThat(this.endpoint).everyCallNamesItsUser();
		assertThat(this.endpoint.last()).hasEndUserId("alice").hasSourceIp("127.0.0.1");
	}

	private void get(String path, String user) {
		RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri(path)
			.headers((headers) -> headers.setBasicAuth(user, user))
			.retrieve()
			.toBodilessEntity();
	}

}
