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

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The address at the other end of a connection. The Servlet API has only the remote
 * address, which containers rewrite when they honour forwarding headers themselves.
 */
final class PeerAddress {

	private PeerAddress() {
	}

	static @Nullable String of(HttpServletRequest containerRequest) {
		if (ServerLibrary.TOMCAT.isPresent() && TomcatConnection.handles(containerRequest)) {
			return TomcatConnection.peerAddress(containerRequest);
		}
		if (ServerLibrary.JETTY.isPresent() && JettyConnection.handles(containerRequest)) {
			return JettyConnection.peerAddress(containerRequest);
		}
		if (UndertowConnection.handles(containerRequest)) {
			return UndertowConnection.peerAddress(containerRequest);
		}
		// without its classes, as in a war, Jetty can say only what a client may have
		// chosen
		return containerRequest.getClass().getName().startsWith("org.eclipse.jetty.") ? null
				: containerRequest.getRemoteAddr();
	}

	/**
	 * Returns what stands for the hops that Tomcat took out of a header to find the
	 * remote address, or {@code null} if it did not.
	 */
	static @Nullable ConsumedHop findConsumedHop(HttpServletRequest containerRequest) {
		return (ServerLibrary.TOMCAT.isPresent() && TomcatConnection.handles(containerRequest))
				? TomcatConnection.findConsumedHop(containerRequest) : null;
	}

}
