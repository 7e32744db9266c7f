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

import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request while one thread dispatches it. Only that thread may read it, and only until
 * the dispatch ends: after that the container may give the request object to somebody
 * else.
 */
final class RequestDispatch implements Supplier<@Nullable UserSecurityContext> {

	private static final String ATTRIBUTE = RequestDispatch.class.getName();

	private final Thread thread = Thread.currentThread();

	private final RequestContexts contexts;

	private HttpServletRequest request;

	private boolean resolving;

	private volatile boolean closed;

	RequestDispatch(HttpServletRequest request, RequestContexts contexts) {
		this.request = request;
		this.contexts = contexts;
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * Returns the dispatch that the running thread is in, or {@code null}.
	 */
	static @Nullable RequestDispatch find(ServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestDispatch dispatch && dispatch.isReadable()) ? dispatch
				: null;
	}

	/**
	 * Reads from another view of the same request from now on.
	 * @return the view so far
	 */
	HttpServletRequest replaceRequest(HttpServletRequest request) {
		HttpServletRequest previous = this.request;
		this.request = request;
		return previous;
	}

	@Override
	public @Nullable UserSecurityContext get() {
		// an AI call that a resolver makes must not ask the resolvers again
		if (!isReadable() || this.resolving) {
			return null;
		}
		this.resolving = true;
		try {
			return this.contexts.get(this.request);
		}
		finally {
			this.resolving = false;
		}
	}

	private boolean isReadable() {
		return !this.closed && Thread.currentThread() == this.thread;
	}

	void close() {
		this.closed = true;
	}

}
