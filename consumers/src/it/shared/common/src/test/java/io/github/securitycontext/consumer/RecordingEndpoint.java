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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A local endpoint that plays Azure OpenAI, and keeps what it received. It calls the
 * first tool that it is offered, and then says hello, in JSON if asked for it.
 */
class RecordingEndpoint {

	private static final String HELLO = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
			"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}],\
			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private static final String HELLO_CHUNKS = """
			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}

			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	private static final String TOOL_CALL = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
			"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":\
			[{"id":"call-1","type":"function","function":{"name":"%s","arguments":"{}"}}]}}],\
			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private static final String TOOL_CALL_CHUNKS = """
			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call-1","type":"function",\
			"function":{"name":"%s","arguments":"{}"}}]},"finish_reason":null}]}

			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

			data: [DONE]

			""";

	private static final String RESPONSE = """
			{"id":"1","object":"response","created_at":1,"model":"gpt","status":"completed","output":[\
			{"type":"message","id":"2","role":"assistant","status":"completed","content":[\
			{"type":"output_text","text":"Hello","annotations":[]}]}],"parallel_tool_calls":false,\
			"tool_choice":"auto","tools":[]}""";

	private static final String EMBEDDING = """
			{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],\
			"model":"embedding","usage":{"prompt_tokens":1,"total_tokens":1}}""";

	private final HttpServer server;

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	RecordingEndpoint() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * The bodies of the requests that arrived, in turn.
	 */
	List<String> bodies() {
		return this.bodies;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.bodies.add(body);
			boolean stream = body.contains("\"stream\":true");
			byte[] answer = answer(exchange.getRequestURI().getPath(), body, stream).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	private static String answer(String path, String body, boolean stream) {
		if (path.endsWith("/responses")) {
			return RESPONSE;
		}
		if (path.endsWith("/embeddings")) {
			return EMBEDDING;
		}
		if (body.contains("json_schema")) {
			return HELLO.replace("\"Hello\"", "\"{\\\"text\\\":\\\"Hello\\\"}\"");
		}
		List<String> tools = JsonPath.read(body, "$..tools[*].function.name");
		boolean called = body.contains("\"role\":\"tool\"");
		if (tools.isEmpty() || called) {
			return stream ? HELLO_CHUNKS : HELLO;
		}
		return (stream ? TOOL_CALL_CHUNKS : TOOL_CALL).formatted(tools.get(0));
	}

}
