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

import org.springframework.util.ClassUtils;

/**
 * Libraries of web servers, which an application need not have.
 */
enum ServerLibrary {

	/** Also that of WebFlux on a servlet container. */
	SERVLET("jakarta.servlet.http.HttpServletRequest"),

	TOMCAT("org.apache.catalina.connector.RequestFacade"),

	JETTY("org.eclipse.jetty.server.Request"),

	UNDERTOW("io.undertow.server.HttpServerExchange"),

	NETTY("reactor.netty.http.server.HttpServerRequest");

	private final String className;

	private final boolean present;

	ServerLibrary(String className) {
		this.className = className;
		this.present = ClassUtils.isPresent(className, ServerLibrary.class.getClassLoader());
	}

	/**
	 * Returns the name of a class that only this library has.
	 */
	String className() {
		return this.className;
	}

	boolean isPresent() {
		return this.present;
	}

}
