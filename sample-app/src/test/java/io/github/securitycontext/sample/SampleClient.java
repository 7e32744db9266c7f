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

package io.github.securitycontext.sample;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the sample: a program with HTTP Basic credentials, or a browser that keeps
 * its cookies.
 */
public final class SampleClient {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final String origin;

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	private final Map<String, String> headers = new LinkedHashMap<>();

	private SampleClient(int port) {
		this.origin = "http://localhost:" + port;
	}

	public static SampleClient program(int port, String name, String password) {
		String credentials = Base64.getEncoder()
			.encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
		return browser(port).with("Authorization", "Basic " + credentials);
	}

	public static SampleClient browser(int port) {
		return new SampleClient(port);
	}

	/**
	 * Send a header with every request from now on.
	 */
	public SampleClient with(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	public HttpResponse<String> signIn(String name, String password) {
		Matcher csrf = CSRF.matcher(get("/login").body());
		if (!csrf.find()) {
			throw new AssertionError("The sign-in page has no CSRF token");
		}
		return form("/login", Map.of("username", name, "password", password, "_csrf", csrf.group(1)));
	}

	/**
	 * Do what the page does: send the CSRF token with every request.
	 */
	public SampleClient withCsrfToken() {
		JsonNode csrf = json(get("/api/session")).path("csrf");
		return with(csrf.path("header").stringValue(), csrf.path("token").stringValue());
	}

	public HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder().GET(), path);
	}

	public HttpResponse<String> form(String path, Map<String, String> fields) {
		StringBuilder body = new StringBuilder();
		fields.forEach((name, value) -> body.append(name)
			.append('=')
			.append(URLEncoder.encode(value, StandardCharsets.UTF_8))
			.append('&'));
		return send(HttpRequest.newBuilder()
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body.toString())), path);
	}

	public HttpResponse<String> post(String path, String json) {
		return send(
				HttpRequest.newBuilder().header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
				path);
	}

	public HttpResponse<String> chat(String message) {
		return post("/api/chat", message(message));
	}

	public HttpResponse<String> stream(String message) {
		return post("/api/chat/stream", message(message));
	}

	public JsonNode received() {
		return json(get("/api/received"));
	}

	private static String message(String message) {
		return JsonMapper.shared().writeValueAsString(Map.of("message", message));
	}

	public static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String path) {
		this.headers.forEach(request::header);
		try {
			return this.http.send(request.uri(URI.create(this.origin + path)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
