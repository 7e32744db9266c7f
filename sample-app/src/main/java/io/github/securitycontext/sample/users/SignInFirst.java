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

package io.github.securitycontext.sample.users;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The answer to someone who is not signed in, or no longer: the page's own calls get a
 * status that it can act on, everything else the sign-in page. The CSRF check comes
 * before the one for a sign-in, and would call an expired session forbidden.
 */
class SignInFirst implements AccessDeniedHandler {

	private final AuthenticationEntryPoint entryPoint = DelegatingAuthenticationEntryPoint.builder()
		.addEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
				PathPatternRequestMatcher.withDefaults().matcher("/api/**"))
		.defaultEntryPoint(new LoginUrlAuthenticationEntryPoint("/login"))
		.build();

	private final AccessDeniedHandler forbidden = new AccessDeniedHandlerImpl();

	AuthenticationEntryPoint entryPoint() {
		return this.entryPoint;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException, ServletException {
		if (SecurityContextHolder.getContext().getAuthentication() == null) {
			this.entryPoint.commence(request, response,
					new InsufficientAuthenticationException("Nobody is signed in", denied));
		}
		else {
			this.forbidden.handle(request, response, denied);
		}
	}

}
