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

package io.github.securitycontext.sample.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.securitycontext.sample.received.ChatBody;
import io.github.securitycontext.sample.received.ReceivedCalls;

/**
 * Checks a call, keeps it, answers it.
 */
class ChatCompletionsHandler implements HttpHandler {

	private static final Pattern PATH = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

	private static final int LONGEST_BODY = 16 * 1024 * 1024;

	private final Set<String> deployments;

	private final ReceivedCalls calls;

	ChatCompletionsHandler(Set<String> deployments, ReceivedCalls calls) {
		this.deployments = deployments;
		this.calls = calls;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getResponseHeaders().set("apim-request-id", UUID.randomUUID().toString());
			byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
			try {
				answer(exchange, accept(exchange, bytes));
			}
			catch (ServiceError error) {
				send(exchange, error.status(), error.body());
			}
		}
	}

	private ChatBody accept(HttpExchange exchange, byte[] bytes) {
		String path = exchange.getRequestURI().getPath();
		Matcher matcher = PATH.matcher(path);
		if (!"POST".equals(exchange.getRequestMethod()) || !matcher.matches()) {
			throw ServiceError.resourceNotFound();
		}
		ApiVersion version = ApiVersion.in(exchange.getRequestURI().getQuery());
		if (!this.deployments.contains(matcher.group(1))) {
			throw ServiceError.deploymentNotFound();
		}
		if (bytes.length > LONGEST_BODY) {
			throw ServiceError.bodyTooLarge();
		}
		ChatBody body = BodyCheck.read(bytes, version);
		this.calls.add(path, version.text(), body);
		return body;
	}

	private static void answer(HttpExchange exchange, ChatBody body) throws IOException {
		Completion completion = Completion.of(body.prompt());
		if (body.isStreaming()) {
			CompletionStream.send(exchange, completion, body.isUsageWanted());
		}
		else {
			send(exchange, 200, completion.whole().toString());
		}
	}

	private static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		try (OutputStream output = exchange.getResponseBody()) {
			output.write(bytes);
		}
	}

}
