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

package io.github.securitycontext.web.servlet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.securitycontext.network.InboundRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request as it arrived, below whatever wrappers the application put around it.
 */
final class ServletInboundRequest implements InboundRequest {

	private final HttpServletRequest request;

	private final HttpServletRequest containerRequest;

	ServletInboundRequest(HttpServletRequest request) {
		this.request = request;
		this.containerRequest = unwrap(request);
	}

	static HttpServletRequest unwrap(HttpServletRequest request) {
		HttpServletRequest unwrapped = request;
		while (unwrapped instanceof ServletRequestWrapper wrapper
				&& wrapper.getRequest() instanceof HttpServletRequest wrapped) {
			unwrapped = wrapped;
		}
		return unwrapped;
	}

	@Override
	public @Nullable String getRemoteAddress() {
		return this.request.getRemoteAddr();
	}

	@Override
	public @Nullable String getPeerAddress() {
		return PeerAddress.of(this.containerRequest);
	}

	@Override
	public List<String> getHeaderLines(String name) {
		List<String> lines = new ArrayList<>(Collections.list(this.containerRequest.getHeaders(name)));
		String consumed = PeerAddress.findConsumedHop(this.containerRequest, name);
		if (consumed != null) {
			lines.add(consumed);
		}
		return lines;
	}

}
