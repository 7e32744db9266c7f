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

import java.io.IOException;

import io.github.securitycontext.UserSecurityContextHolder;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Makes the context of a request current while a thread dispatches it. Nothing is looked
 * up before the context is asked for, or work is handed to another thread, as each
 * {@code Callable} is that a controller returns.
 * <p>
 * May run twice for one dispatch: far out, so that other filters have a context, and far
 * in, where their request wrappers can be seen. The second time nothing is bound again,
 * so that what a filter between the two has bound stays the current context.
 */
public final class UserSecurityContextFilter implements Filter {

	private final RequestContexts contexts;

	/**
	 * Creates a filter.
	 * @param contexts builds the context of a request
	 */
	public UserSecurityContextFilter(RequestContexts contexts) {
		this.contexts = contexts;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		RequestDispatch dispatch = RequestDispatch.find(request);
		if (dispatch == null) {
			bind(httpRequest, response, chain);
			return;
		}
		HttpServletRequest outerRequest = dispatch.replaceRequest(httpRequest);
		try {
			chain.doFilter(request, response);
		}
		finally {
			dispatch.replaceRequest(outerRequest);
		}
	}

	private void bind(HttpServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RequestDispatch dispatch = new RequestDispatch(request, this.contexts);
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(dispatch);
		try {
			CallableContextInterceptor.register(request);
			chain.doFilter(request, response);
		}
		finally {
			scope.close();
			dispatch.close();
		}
	}

}
