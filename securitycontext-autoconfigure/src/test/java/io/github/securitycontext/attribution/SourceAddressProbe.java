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

package io.github.securitycontext.attribution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.securitycontext.support.ChatApplication;
import io.github.securitycontext.support.Received;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Sends requests from an address of its own choice, with header lines exactly as given,
 * and tells which {@code source_ip} arrived with the call.
 */
public final class SourceAddressProbe {

	private static final Pattern SOURCE_IP = Pattern.compile("\"source_ip\":\"([^\"]*)\"");

	private final ChatApplication<?> server;

	private final String peer;

	private SourceAddressProbe(ChatApplication<?> server, String peer) {
		this.server = server;
		this.peer = peer;
	}

	/**
	 * A peer, which must be an address of the loopback interface.
	 */
	public static SourceAddressProbe from(String peer, ChatApplication<?> server) {
		return new SourceAddressProbe(server, peer);
	}

	/**
	 * Returns the address that was sent with the call, or {@code null} if there was none.
	 */
	public String chat(String... headerLines) {
		return send("/chat", headerLines);
	}

	public String send(String path, String... headerLines) {
		this.server.endpoint().clear();
		StringBuilder request = new StringBuilder(
				"GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
		for (String line : headerLines) {
			request.append(line).append("\r\n");
		}
		String response = exchange(request.append("\r\n").toString());
		if (!response.startsWith("HTTP/1.1 200")) {
			throw new IllegalStateException(response.lines().findFirst().orElse("No response"));
		}
		Matcher matcher = SOURCE_IP.matcher(Received.context(this.server.endpoint().last()));
		return matcher.find() ? matcher.group(1) : null;
	}

	private String exchange(String request) {
		String target = (this.peer.indexOf(':') >= 0) ? "::1" : "127.0.0.1";
		try (Socket socket = new Socket(InetAddress.getByName(target), this.server.port(),
				InetAddress.getByName(this.peer), 0)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Lets everybody in.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OpenToAll {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

}
