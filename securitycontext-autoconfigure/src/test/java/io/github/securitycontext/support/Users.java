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

package io.github.securitycontext.support;

import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import org.jspecify.annotations.Nullable;

/**
 * Those for whom the tests make calls, in an application named "demo".
 */
public final class Users {

	public static final UserSecurityContext ALICE = UserSecurityContext.builder()
		.endUserId("11111111-1111-1111-1111-111111111111")
		.endUserTenantId("22222222-2222-2222-2222-222222222222")
		.sourceIp("203.0.113.7")
		.build();

	public static final UserSecurityContext BOB = UserSecurityContext.builder().endUserId("bob").build();

	/** The last three members of Alice's context. */
	public static final String ALICE_MEMBERS = "\"end_user_id\":\"11111111-1111-1111-1111-111111111111\","
			+ "\"end_user_tenant_id\":\"22222222-2222-2222-2222-222222222222\",\"source_ip\":\"203.0.113.7\"";

	public static final String ALICE_JSON = "{\"application_name\":\"demo\"," + ALICE_MEMBERS + "}";

	public static final String ALICE_MEMBER = "\"user_security_context\":" + ALICE_JSON;

	public static final String APPLICATION_JSON = "{\"application_name\":\"demo\"}";

	private Users() {
	}

	/**
	 * Makes a call for a user.
	 */
	public static <T extends @Nullable Object> T as(UserSecurityContext user, Supplier<T> call) {
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> user);
		try {
			return call.get();
		}
		finally {
			scope.close();
		}
	}

}
