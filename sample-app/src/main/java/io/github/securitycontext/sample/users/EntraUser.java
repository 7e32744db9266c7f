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

import java.util.List;
import java.util.Map;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * A user with the claims that a token of Entra ID has, so that the sample can show them
 * without a tenant of its own. In a real application they come with the sign-in.
 */
class EntraUser extends User implements OAuth2AuthenticatedPrincipal {

	private static final long serialVersionUID = 1L;

	private final String objectId;

	private final String tenantId;

	EntraUser(String name, String password, List<GrantedAuthority> authorities, String objectId, String tenantId) {
		super(name, password, authorities);
		this.objectId = objectId;
		this.tenantId = tenantId;
	}

	@Override
	public String getName() {
		return getUsername();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return Map.of("oid", this.objectId, "tid", this.tenantId, "iss",
				"https://login.microsoftonline.com/" + this.tenantId + "/v2.0", "sub", "pairwise-" + getUsername());
	}

}
