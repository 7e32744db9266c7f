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

package io.github.securitycontext.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An Azure OpenAI whose models are of before the user security context: they refuse it.
 */
final class RefusingEndpoint implements AutoCloseable {

	private static final String REFUSAL = """
			{"error":{"message":"Unrecognized request argument supplied: user_security_context",			"type":"invalid_request_error","param":null,"code":null}}""";

	private static final String COMPLETION = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,			"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}],			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private final HttpServer server;

	RefusingEndpoint() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", RefusingEndpoint::answer);
		this.server.start();
	}

	private static void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			boolean refused = body.contains("user_security_context");
			byte[] answer = (refused ? REFUSAL : COMPLETION).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
