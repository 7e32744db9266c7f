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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Lets a native image ask its web server for the other end of a connection.
 */
class ServerRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (ServerLibrary library : ServerLibrary.values()) {
			hints.reflection().registerTypeIfPresent(classLoader, library.className(), (type) -> {
			});
		}
		hints.reflection()
			.registerTypeIfPresent(classLoader, ServerLibrary.TOMCAT.className(), (type) -> type.withField("request"));
		// of Spring Boot 3.5, and of 4
		registerMethod(hints, classLoader, "org.eclipse.jetty.ee10.servlet.ServletApiRequest", "getRequest");
		registerMethod(hints, classLoader, "org.eclipse.jetty.ee11.servlet.ServletApiRequest", "getRequest");
		registerMethod(hints, classLoader, "io.undertow.servlet.spec.HttpServletRequestImpl", "getExchange");
		registerMethod(hints, classLoader, ServerLibrary.UNDERTOW.className(), "getConnection");
		registerMethod(hints, classLoader, "io.undertow.server.AbstractServerConnection", "getPeerAddress");
		registerMethod(hints, classLoader, "io.undertow.server.protocol.http2.Http2ServerConnection", "getPeerAddress");
	}

	private static void registerMethod(RuntimeHints hints, @Nullable ClassLoader classLoader, String className,
			String name) {
		hints.reflection()
			.registerTypeIfPresent(classLoader, className,
					(type) -> type.withMethod(name, List.of(), ExecutableMode.INVOKE));
	}

}
