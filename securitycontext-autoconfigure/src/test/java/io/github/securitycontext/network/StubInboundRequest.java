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

package io.github.securitycontext.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A request from a peer, with header lines in the order in which they arrived.
 */
record StubInboundRequest(@Nullable String remoteAddress, @Nullable String peerAddress,
		List<String> headers) implements InboundRequest {

	static StubInboundRequest from(@Nullable String peer, String... headers) {
		return new StubInboundRequest(peer, peer, List.of(headers));
	}

	StubInboundRequest with(String header) {
		return new StubInboundRequest(this.remoteAddress, this.peerAddress,
				Stream.concat(this.headers.stream(), Stream.of(header)).toList());
	}

	StubInboundRequest seenAs(String rewrittenAddress) {
		return new StubInboundRequest(rewrittenAddress, this.peerAddress, this.headers);
	}

	@Override
	public @Nullable String getRemoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public @Nullable String getPeerAddress() {
		return this.peerAddress;
	}

	@Override
	public List<String> getHeaderLines(String name) {
		List<String> lines = new ArrayList<>();
		for (String header : this.headers) {
			int colon = header.indexOf(':');
			if (header.substring(0, colon).equalsIgnoreCase(name)) {
				lines.add(header.substring(colon + 1));
			}
		}
		return lines;
	}

}
