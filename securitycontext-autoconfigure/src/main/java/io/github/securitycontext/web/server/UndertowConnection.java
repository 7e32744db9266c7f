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
import java.net.SocketAddress;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What Undertow knows of the connection behind a request. Asked by reflection, because an
 * application server hides the classes of its container from applications.
 */
final class UndertowConnection {

	private UndertowConnection() {
	}

	static boolean handles(HttpServletRequest request) {
		return request.getClass().getName().equals("io.undertow.servlet.spec.HttpServletRequestImpl");
	}

	/**
	 * Asks the connection: handlers rewrite the source address of the exchange.
	 */
	static @Nullable String peerAddress(HttpServletRequest request) {
		return SocketAddresses.findText(
				(SocketAddress) invoke(invoke(invoke(request, "getExchange"), "getConnection"), "getPeerAddress"));
	}

	private static @Nullable Object invoke(@Nullable Object target, String name) {
		Method method = (target != null) ? ReflectionUtils.findMethod(target.getClass(), name) : null;
		if (method == null) {
			throw new IllegalStateException("This version of Undertow is not known");
		}
		return ReflectionUtils.invokeMethod(method, target);
	}

}
