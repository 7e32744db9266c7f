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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.RequestFacade;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The address at the other end of a connection. The Servlet API has only the remote
 * address, which containers rewrite when they honour forwarding headers themselves.
 */
public final class PeerAddress {

	private static final boolean TOMCAT = isPresent("org.apache.catalina.connector.RequestFacade");

	private static final boolean JETTY = isPresent("org.eclipse.jetty.server.Request");

	private final String remoteIpHeader;

	/**
	 * Creates a finder.
	 * @param remoteIpHeader the header that Tomcat's {@code RemoteIpValve} consumes
	 */
	public PeerAddress(String remoteIpHeader) {
		this.remoteIpHeader = remoteIpHeader;
	}

	@Nullable String of(HttpServletRequest containerRequest) {
		if (TOMCAT && Tomcat.handles(containerRequest)) {
			return Tomcat.peerAddress(containerRequest);
		}
		String peerAddress = JETTY ? Jetty.findPeerAddress(containerRequest) : null;
		return (peerAddress != null) ? peerAddress : containerRequest.getRemoteAddr();
	}

	/**
	 * Returns the hop that Tomcat took out of a header to make it the remote address, or
	 * {@code null} if it did not. The hops that it skipped on the way there were in
	 * networks that Tomcat trusts.
	 */
	@Nullable String findConsumedHop(HttpServletRequest containerRequest, String header) {
		if (!TOMCAT || !Tomcat.handles(containerRequest) || !header.equalsIgnoreCase(this.remoteIpHeader)) {
			return null;
		}
		String remoteAddress = containerRequest.getRemoteAddr();
		return remoteAddress.equals(Tomcat.peerAddress(containerRequest)) ? null : remoteAddress;
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, PeerAddress.class.getClassLoader());
	}

	private static final class Tomcat {

		private static final Field REQUEST = findRequestField();

		private static Field findRequestField() {
			Field field = ReflectionUtils.findField(RequestFacade.class, "request");
			if (field == null) {
				throw new IllegalStateException("This version of Tomcat is not known");
			}
			field.setAccessible(true);
			return field;
		}

		static boolean handles(HttpServletRequest request) {
			return request instanceof RequestFacade;
		}

		static @Nullable String peerAddress(HttpServletRequest request) {
			Object connectorRequest = ReflectionUtils.getField(REQUEST, request);
			return (connectorRequest instanceof org.apache.catalina.connector.Request tomcat) ? tomcat.getPeerAddr()
					: null;
		}

	}

	private static final class Jetty {

		/**
		 * The class of the servlet request is another one for each version of Jakarta EE.
		 */
		static @Nullable String findPeerAddress(HttpServletRequest request) {
			Method method = request.getClass().getName().startsWith("org.eclipse.jetty.")
					? ReflectionUtils.findMethod(request.getClass(), "getRequest") : null;
			if (method == null || !(ReflectionUtils.invokeMethod(method, request) instanceof Request jetty)) {
				return null;
			}
			return (Request.unWrap(jetty)
				.getConnectionMetaData()
				.getRemoteSocketAddress() instanceof InetSocketAddress socket) ? socket.getAddress().getHostAddress()
						: null;
		}

	}

}
