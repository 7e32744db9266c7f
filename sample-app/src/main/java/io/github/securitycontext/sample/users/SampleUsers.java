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

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * The prepared users: two of Entra ID in two tenants, two local accounts.
 */
@Component
public class SampleUsers implements UserDetailsService {

	private static final List<SampleUser> USERS = List.of(
			SampleUser.entra("alice", "1f6d2c9e-54b8-4c3a-8e17-a9b0c2d3e4f5", Tenant.CONTOSO),
			SampleUser.entra("bob", "9a3e7b40-6c21-4d9f-b5e8-2f71d08c6a3b", Tenant.FABRIKAM),
			SampleUser.local("carol", "carol"), SampleUser.local("dave@example.com", "dave"));

	@Override
	public UserDetails loadUserByUsername(String name) throws UsernameNotFoundException {
		return USERS.stream()
			.filter((user) -> user.name().equals(name))
			.findFirst()
			.map(SampleUser::details)
			.orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
	}

	/**
	 * The person behind an object id, which an analyst would look up in Entra ID.
	 * @param objectId the object id
	 * @param tenantId the tenant id
	 * @return name and organisation, or {@code null} if there is no such person
	 */
	public @Nullable String describe(String objectId, String tenantId) {
		return USERS.stream()
			.filter((user) -> user.isKnownTo(objectId, tenantId))
			.findFirst()
			.map(SampleUser::description)
			.orElse(null);
	}

	/**
	 * The person who is signed in.
	 * @param name the user name
	 * @return name and, if there is one, organisation
	 */
	public String describe(String name) {
		return USERS.stream()
			.filter((user) -> user.name().equals(name))
			.findFirst()
			.map(SampleUser::description)
			.orElse(name);
	}

}
