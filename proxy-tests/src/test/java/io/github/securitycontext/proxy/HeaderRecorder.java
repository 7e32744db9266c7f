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

package io.github.securitycontext.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that keeps the headers of the latest request.
 */
final class HeaderRecorder implements AutoCloseable {

	private final HttpServer server;

	private volatile Headers headers;

	HeaderRecorder() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::keep);
		this.server.start();
	}

	private void keep(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.headers = exchange.getRequestHeaders();
			exchange.sendResponseHeaders(200, -1);
		}
	}

	InetSocketAddress socketAddress() {
		return this.server.getAddress();
	}

	/**
	 * Returns the lines of a header, as they arrived.
	 */
	List<String> linesOf(ForwardingHeader header) {
		return this.headers.getOrDefault(header.toString(), List.of());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
