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

import java.lang.reflect.Field;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Container;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What Tomcat knows of the connection behind a request.
 */
final class TomcatConnection {

	/** A hop that ends the walk, as a proxy would write it (RFC 7239). */
	private static final String UNKNOWN = "unknown";

	/** What the container hides from the application. */
	private static final @Nullable Field FACADE_REQUEST = findFacadeRequest();

	private TomcatConnection() {
	}

	static boolean handles(HttpServletRequest request) {
		return request instanceof RequestFacade;
	}

	static @Nullable String peerAddress(HttpServletRequest request) {
		return connectorRequest(request).getPeerAddr();
	}

	/**
	 * A valve that trusts anybody takes what the sender wrote for hops: neither the one
	 * that it found nor those that it left are to be believed.
	 */
	static @Nullable ConsumedHop findConsumedHop(HttpServletRequest request) {
		Request connectorRequest = connectorRequest(request);
		String remoteAddress = connectorRequest.getRemoteAddr();
		boolean rewritten = remoteAddress != null && !remoteAddress.equals(connectorRequest.getPeerAddr());
		RemoteIpValve valve = rewritten ? findValve(connectorRequest) : null;
		return (valve != null)
				? new ConsumedHop(valve.getRemoteIpHeader(), trustsAnybody(valve) ? UNKNOWN : remoteAddress) : null;
	}

	/**
	 * Asks the valve itself: it may be one of the application, or of the server.
	 */
	private static @Nullable RemoteIpValve findValve(Request request) {
		for (Container container = request.getContext(); container != null; container = container.getParent()) {
			for (Valve valve : container.getPipeline().getValves()) {
				if (valve instanceof RemoteIpValve remoteIpValve) {
					return remoteIpValve;
				}
			}
		}
		return null;
	}

	private static boolean trustsAnybody(RemoteIpValve valve) {
		return TomcatProxies.includeAnybody(valve.getInternalProxies(), valve.getTrustedProxies());
	}

	private static Request connectorRequest(HttpServletRequest facade) {
		if (FACADE_REQUEST != null && ReflectionUtils.getField(FACADE_REQUEST, facade) instanceof Request request) {
			return request;
		}
		throw new IllegalStateException("This version of Tomcat is not known");
	}

	private static @Nullable Field findFacadeRequest() {
		try {
			Field field = RequestFacade.class.getDeclaredField("request");
			field.setAccessible(true);
			return field;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			// then each request says so
			return null;
		}
	}

}
