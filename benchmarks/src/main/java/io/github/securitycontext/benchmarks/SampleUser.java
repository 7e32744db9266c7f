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

package io.github.securitycontext.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user of the sample application who has signed in once, as its page does: with a
 * session and a CSRF token. The JDK's oldest client takes the least from what is
 * measured, and keeps its connections.
 */
final class SampleUser {

	private static final int PATIENCE_MILLIS = 30_000;

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final byte[] CHAT = bytes("{\"message\":\"How many days of holiday do I have?\"}");

	private final String origin;

	private final Map<String, String> headers = new ConcurrentHashMap<>();

	private SampleUser(int port) {
		this.origin = "http://127.0.0.1:" + port;
	}

	static SampleUser signIn(int port) throws IOException {
		SampleUser user = new SampleUser(port);
		Matcher csrf = CSRF.matcher(user.get("/login"));
		if (!csrf.find()) {
			throw new IOException("The sign-in page has no CSRF token");
		}
		user.post("/login", "application/x-www-form-urlencoded",
				bytes("username=alice&password=alice&_csrf=" + csrf.group(1)));
		JsonNode token = json(user.get("/api/session")).path("csrf");
		user.headers.put(token.path("header").stringValue(), token.path("token").stringValue());
		return user;
	}

	void chat() throws IOException {
		post("/api/chat", "application/json", CHAT);
	}

	/**
	 * Returns the calls that the stand-in for Azure OpenAI has received, the newest
	 * first.
	 */
	JsonNode received() throws IOException {
		return json(get("/api/received"));
	}

	private String get(String path) throws IOException {
		return answer(connect(path));
	}

	private void post(String path, String type, byte[] body) throws IOException {
		HttpURLConnection connection = connect(path);
		connection.setRequestProperty("Content-Type", type);
		connection.setDoOutput(true);
		connection.setFixedLengthStreamingMode(body.length);
		connection.getOutputStream().write(body);
		answer(connection);
	}

	private HttpURLConnection connect(String path) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create(this.origin + path).toURL().openConnection();
		connection.setConnectTimeout(PATIENCE_MILLIS);
		connection.setReadTimeout(PATIENCE_MILLIS);
		connection.setInstanceFollowRedirects(false);
		this.headers.forEach(connection::setRequestProperty);
		return connection;
	}

	// fails where the status is an error, and reads all, so that the connection is used
	// again
	private String answer(HttpURLConnection connection) throws IOException {
		try (InputStream body = connection.getInputStream()) {
			String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
			String cookie = connection.getHeaderField("Set-Cookie");
			if (cookie != null) {
				this.headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
			}
			return text;
		}
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
