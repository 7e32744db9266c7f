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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who talks to the sample from an address of their own, and writes headers of
 * their own. Byte by byte, because HTTP clients correct what they are given.
 *
 * @param address the address
 */
record Visitor(String address) {

	private static final String ALICE = "Basic "
			+ Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));

	boolean isIpv6() {
		return this.address.indexOf(':') >= 0;
	}

	/**
	 * Asks the assistant something, and gets an answer.
	 * @param headerLines lines to send as they are
	 */
	void ask(InetSocketAddress server, String... headerLines) {
		String body = "{\"message\":\"hello\"}";
		StringBuilder request = new StringBuilder("POST /api/chat HTTP/1.1\r\nHost: contoso.example\r\n")
			.append("Connection: close\r\nContent-Type: application/json\r\n")
			.append("Authorization: " + ALICE + "\r\nContent-Length: " + body.length() + "\r\n");
		for (String line : headerLines) {
			request.append(line).append("\r\n");
		}
		String answer = exchange(server, request.append("\r\n").append(body).toString());
		assertThat(answer).startsWith("HTTP/1.1 200");
	}

	private String exchange(InetSocketAddress server, String request) {
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(30_000);
			socket.bind(new InetSocketAddress(this.address, 0));
			socket.connect(server, 10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
