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

package io.github.securitycontext.oauth2;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Takes the on-behalf-of requests of Microsoft Entra ID for the token exchange that they
 * are (RFC 8693).
 *
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow">
 * On-behalf-of flow</a>
 */
final class OnBehalfOfConverter implements AuthenticationConverter {

	private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

	@Override
	public Authentication convert(HttpServletRequest request) {
		if (!AuthorizationGrantType.JWT_BEARER.getValue().equals(request.getParameter("grant_type"))
				|| !"on_behalf_of".equals(request.getParameter("requested_token_use"))) {
			return null;
		}
		return new OAuth2TokenExchangeAuthenticationToken(ACCESS_TOKEN, request.getParameter("assertion"), ACCESS_TOKEN,
				SecurityContextHolder.getContext().getAuthentication(), null, null, null, null,
				Set.of(request.getParameter("scope").split(" ")), null);
	}

}
