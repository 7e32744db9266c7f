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

package io.github.securitycontext.web.server;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.securitycontext.network.InboundRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request as it arrived, below whatever wrappers the application put around it.
 */
public final class ServletInboundRequest implements InboundRequest {

	private final HttpServletRequest request;

	private final HttpServletRequest containerRequest;

	/**
	 * Creates a view of a request, to be read only while the request is dispatched.
	 * @param request the request, as the application sees it
	 */
	public ServletInboundRequest(HttpServletRequest request) {
		this.request = request;
		this.containerRequest = unwrap(request);
	}

	/**
	 * Returns a copy that can be read on any thread, and after the container has given
	 * the request object to somebody else.
	 * @param request the request, while it is dispatched
	 * @return the copy
	 */
	public static InboundRequest copyOf(HttpServletRequest request) {
		ServletInboundRequest inbound = new ServletInboundRequest(request);
		Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		ConsumedHop consumed = PeerAddress.findConsumedHop(inbound.containerRequest);
		for (String name : Collections.list(inbound.containerRequest.getHeaderNames())) {
			lines.put(name, inbound.headerLines(name, consumed));
		}
		if (consumed != null) {
			lines.put(consumed.header(), inbound.headerLines(consumed.header(), consumed));
		}
		return new CopiedInboundRequest(inbound.getRemoteAddress(), inbound.getPeerAddress(), lines);
	}

	private static HttpServletRequest unwrap(HttpServletRequest request) {
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
		return headerLines(name, PeerAddress.findConsumedHop(this.containerRequest));
	}

	private List<String> headerLines(String name, @Nullable ConsumedHop consumed) {
		List<String> lines = Collections.list(this.containerRequest.getHeaders(name));
		if (consumed != null && name.equalsIgnoreCase(consumed.header())) {
			// where the walk begins: the farther hops are still in the header
			lines.add(consumed.element());
		}
		return lines;
	}

}
