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

package io.github.securitycontext.sample.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Server-sent events, written on the thread that serves the request.
 */
class EventStream {

	private final HttpServletResponse response;

	private final JsonMapper mapper;

	EventStream(HttpServletResponse response, JsonMapper mapper) {
		this.response = response;
		this.mapper = mapper;
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		// an nginx in between would otherwise collect the whole answer first
		response.setHeader("X-Accel-Buffering", "no");
	}

	void send(String event, Map<String, String> data) throws IOException {
		// as JSON, because a line break in the text would end the event
		String frame = "event: " + event + "\ndata: " + this.mapper.writeValueAsString(data) + "\n\n";
		this.response.getOutputStream().write(frame.getBytes(StandardCharsets.UTF_8));
		this.response.flushBuffer();
	}

}
