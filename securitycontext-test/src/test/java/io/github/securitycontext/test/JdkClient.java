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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends requests with the client of the JDK.
 */
final class JdkClient {

	static final String CHAT = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

	private final HttpClient http;

	private final AzureOpenAiEndpoint endpoint;

	JdkClient(AzureOpenAiEndpoint endpoint) {
		this.endpoint = endpoint;
		this.http = HttpClient.newBuilder().sslContext(endpoint.sslContext()).build();
	}

	HttpResponse<String> post(String path, String body) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.endpoint.url() + path))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(20))
			.POST(BodyPublishers.ofString(body))
			.build();
		try {
			return this.http.send(request, BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
