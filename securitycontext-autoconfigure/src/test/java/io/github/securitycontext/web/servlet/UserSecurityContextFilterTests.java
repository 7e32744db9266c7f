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

import java.util.ArrayList;
import java.util.List;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.web.AppServicePrincipals;
import io.github.securitycontext.web.UserSecurityContextResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class UserSecurityContextFilterTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final UserSecurityContextFilter filter = new UserSecurityContextFilter(
			new RequestContexts(new RequestPrincipals(() -> null, new AppServicePrincipals(false)),
					new UserSecurityContextResolver(null, () -> (inbound) -> inbound.getRemoteAddress())));

	@Test
	void aBindingThatWasLeftOpenEndsWithTheRequest() throws Exception {
		this.filter.doFilter(this.request, this.response,
				(request, response) -> UserSecurityContextHolder.bind(UserSecurityContext::empty));
		assertThat(UserSecurityContextHolder.getContext()).isNull();
	}

	@Test
	void theInnerViewOfTheRequestEndsWithTheInnerFilter() throws Exception {
		List<String> addresses = new ArrayList<>();
		this.filter.doFilter(this.request, this.response, (outer, response) -> {
			HttpServletRequest wrapper = new HttpServletRequestWrapper(this.request) {

				@Override
				public String getRemoteAddr() {
					return "192.0.2.9";
				}

			};
			this.request.setUserPrincipal(() -> "inner");
			this.filter.doFilter(wrapper, response, (request, ignored) -> addresses.add(address()));
			this.request.setUserPrincipal(() -> "outer");
			this.request.removeAttribute(RequestContexts.class.getName());
			addresses.add(address());
		});
		assertThat(addresses).containsExactly("192.0.2.9", "127.0.0.1");
	}

	private static String address() {
		return UserSecurityContextHolder.getContext().getSourceIp();
	}

}
