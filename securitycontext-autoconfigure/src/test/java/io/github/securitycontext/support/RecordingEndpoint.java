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

package io.github.securitycontext.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;

/**
 * A local endpoint that answers every request of a chat client or a storage client, and
 * keeps what it received to the byte.
 */
public final class RecordingEndpoint implements AutoCloseable {

	/**
	 * Where clients that name the deployment "gpt" send chat completions.
	 */
	public static final String CHAT_PATH = "/openai/deployments/gpt/chat/completions";

	private static final String COMPLETION = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
			"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}],\
			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private static final String CHUNKS = """
			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}

			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	private static final String TOOL_CALL = """
			{"id":"1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
			"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[\
			{"id":"call1","type":"function","function":{"name":"time","arguments":"{}"}}]}}],\
			"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

	private static final String TOOL_CALL_CHUNKS = """
			data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
			[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call1","type":"function",\
			"function":{"name":"time","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

			data: [DONE]

			""";

	private static final String RESPONSE = """
			{"id":"1","object":"response","created_at":1,"model":"gpt","status":"completed","output":[\
			{"type":"message","id":"2","role":"assistant","status":"completed","content":[\
			{"type":"output_text","text":"Hello","annotations":[]}]}],"parallel_tool_calls":false,\
			"tool_choice":"auto","tools":[]}""";

	private static final String EVENTS = """
			event: response.output_text.delta
			data: {"type":"response.output_text.delta","item_id":"2","output_index":0,"content_index":0,\
			"delta":"Hello","sequence_number":1,"logprobs":[]}

			""";

	static {
		// head and body are written separately: without this, clients wait for 40 ms
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	private final ExecutorService executor = Executors.newFixedThreadPool(8);

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

	public RecordingEndpoint() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public List<Received> received() {
		return this.received;
	}

	public Received last() {
		return this.received.get(this.received.size() - 1);
	}

	/**
	 * Waits until some requests have arrived.
	 * @param count how many
	 */
	public List<Received> await(int count) {
		Awaitility.await().until(() -> this.received.size() >= count);
		return this.received;
	}

	public void clear() {
		this.received.clear();
		this.statuses.clear();
	}

	/**
	 * Answers the next request with another status than 200.
	 */
	public void answerNextWith(int status) {
		this.statuses.add(status);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					Map.copyOf(exchange.getRequestHeaders()), body));
			byte[] bytes = answer(exchange.getRequestURI().getPath(), body);
			exchange.getResponseHeaders()
				.set("Content-Type", isStream(body) ? "text/event-stream" : "application/json");
			Integer status = this.statuses.poll();
			int usual = "PUT".equals(exchange.getRequestMethod()) ? 201 : 200;
			exchange.sendResponseHeaders((status != null) ? status : usual, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	/**
	 * Returns what the service answers to a request.
	 */
	public static byte[] answer(String path, byte[] body) {
		return answer(path, new String(body, StandardCharsets.UTF_8), isStream(body)).getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isStream(byte[] body) {
		return new String(body, StandardCharsets.UTF_8).contains("\"stream\":true");
	}

	private static String answer(String path, String body, boolean stream) {
		if (path.endsWith("/responses")) {
			return stream ? EVENTS : RESPONSE;
		}
		if (body.contains("\"name\":\"time\"") && !body.contains("\"role\":\"tool\"")) {
			return stream ? TOOL_CALL_CHUNKS : TOOL_CALL;
		}
		return stream ? CHUNKS : COMPLETION;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request as it arrived.
	 *
	 * @param method the HTTP method
	 * @param uri the path and the query
	 * @param headers the headers
	 * @param body the body
	 */
	public record Received(String method, String uri, Map<String, List<String>> headers, byte[] body) {

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		/**
		 * The text of the context, as it arrived, or {@code null} if the body has none.
		 */
		public String context() {
			String name = "\"user_security_context\":";
			String text = text();
			int start = text.indexOf(name) + name.length();
			return text.contains(name) ? text.substring(start, text.indexOf('}', start) + 1) : null;
		}

		/**
		 * The headers, but for those of the given names.
		 */
		public Map<String, List<String>> headersWithout(String... names) {
			Map<String, List<String>> others = new TreeMap<>(this.headers);
			others.keySet().removeAll(List.of(names));
			return others;
		}

	}

}
