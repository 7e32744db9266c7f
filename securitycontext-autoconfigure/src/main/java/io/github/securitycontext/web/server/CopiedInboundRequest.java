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

import java.util.List;
import java.util.Map;

import io.github.securitycontext.network.InboundRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request said when it arrived.
 */
final class CopiedInboundRequest implements InboundRequest {

	private final @Nullable String remoteAddress;

	private final @Nullable String peerAddress;

	/** By name, in any case. */
	private final Map<String, List<String>> headerLines;

	CopiedInboundRequest(@Nullable String remoteAddress, @Nullable String peerAddress,
			Map<String, List<String>> headerLines) {
		this.remoteAddress = remoteAddress;
		this.peerAddress = peerAddress;
		this.headerLines = headerLines;
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
		return this.headerLines.getOrDefault(name, List.of());
	}

}
