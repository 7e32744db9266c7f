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

package io.github.securitycontext.azure;

import java.time.Duration;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import reactor.core.publisher.Mono;

/**
 * Sends every request to a local endpoint, wherever it is to go: with a credential,
 * clients insist on HTTPS.
 */
record LocalHttpClient(HttpClient client, AzureOpenAiEndpoint endpoint) implements HttpClient {

	/** LangChain4j fails if the answer to a stream is there before it has subscribed. */
	private static final Duration DELAY = Duration.ofMillis(100);

	LocalHttpClient(AzureOpenAiEndpoint endpoint) {
		this(HttpClient.createDefault(), endpoint);
	}

	@Override
	public Mono<HttpResponse> send(HttpRequest request) {
		return this.client.send(redirect(request)).delayElement(DELAY);
	}

	@Override
	public Mono<HttpResponse> send(HttpRequest request, Context context) {
		return this.client.send(redirect(request), context).delayElement(DELAY);
	}

	@Override
	public HttpResponse sendSync(HttpRequest request, Context context) {
		return this.client.sendSync(redirect(request), context);
	}

	private HttpRequest redirect(HttpRequest request) {
		return request.copy().setUrl(this.endpoint.url() + request.getUrl().getFile());
	}

}
