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

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A prepared user.
 *
 * @param name the user name
 * @param password the password
 * @param objectId the object id in Entra ID, or {@code null} for a local account
 * @param tenant the organisation in Entra ID, or {@code null} for a local account
 */
record SampleUser(String name, String password, @Nullable String objectId, @Nullable Tenant tenant) {

	static SampleUser entra(String name, String objectId, Tenant tenant) {
		return new SampleUser(name, name, objectId, tenant);
	}

	static SampleUser local(String name, String password) {
		return new SampleUser(name, password, null, null);
	}

	// a new object each time: a sign-in erases the password of the one that it is given
	UserDetails details() {
		List<GrantedAuthority> authorities = AuthorityUtils.createAuthorityList("ROLE_USER");
		String encoded = "{noop}" + this.password;
		if (this.objectId != null && this.tenant != null) {
			return new EntraUser(this.name, encoded, authorities, this.objectId, this.tenant.id());
		}
		return new User(this.name, encoded, authorities);
	}

	String description() {
		return (this.tenant != null) ? this.name + " · " + this.tenant.name() : this.name;
	}

	boolean isKnownTo(String objectId, String tenantId) {
		return this.tenant != null && objectId.equals(this.objectId) && tenantId.equals(this.tenant.id());
	}

}
