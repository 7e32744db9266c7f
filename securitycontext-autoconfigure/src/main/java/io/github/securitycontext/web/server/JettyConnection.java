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

import java.lang.reflect.Method;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What Jetty knows of the connection behind a request.
 */
final class JettyConnection {

	private JettyConnection() {
	}

	static boolean handles(HttpServletRequest request) {
		return findCoreRequest(request) != null;
	}

	static @Nullable String peerAddress(HttpServletRequest request) {
		Request coreRequest = findCoreRequest(request);
		return (coreRequest != null)
				? SocketAddresses.findText(Request.unWrap(coreRequest).getConnectionMetaData().getRemoteSocketAddress())
				: null;
	}

	/**
	 * The class of the servlet request is another one for each version of Jakarta EE.
	 */
	private static @Nullable Request findCoreRequest(HttpServletRequest request) {
		Method method = request.getClass().getName().startsWith("org.eclipse.jetty.")
				? ReflectionUtils.findMethod(request.getClass(), "getRequest") : null;
		return (method != null && ReflectionUtils.invokeMethod(method, request) instanceof Request coreRequest)
				? coreRequest : null;
	}

}
