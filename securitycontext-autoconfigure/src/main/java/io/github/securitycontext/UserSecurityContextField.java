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

package io.github.securitycontext;

import org.jspecify.annotations.Nullable;

/**
 * The members of a {@link UserSecurityContext}, in the order of the Azure REST reference.
 */
public enum UserSecurityContextField {

	/**
	 * {@code application_name}.
	 */
	APPLICATION_NAME("application_name"),

	/**
	 * {@code end_user_id}.
	 */
	END_USER_ID("end_user_id"),

	/**
	 * {@code end_user_tenant_id}.
	 */
	END_USER_TENANT_ID("end_user_tenant_id"),

	/**
	 * {@code source_ip}.
	 */
	SOURCE_IP("source_ip");

	private final String memberName;

	UserSecurityContextField(String memberName) {
		this.memberName = memberName;
	}

	/**
	 * Returns the name on the wire.
	 * @return the name of the member, such as {@code end_user_id}
	 */
	public String getMemberName() {
		return this.memberName;
	}

	/**
	 * Returns the value in a context.
	 * @param context the context
	 * @return the value, or {@code null} if it is not known
	 */
	public @Nullable String get(UserSecurityContext context) {
		return switch (this) {
			case APPLICATION_NAME -> context.getApplicationName();
			case END_USER_ID -> context.getEndUserId();
			case END_USER_TENANT_ID -> context.getEndUserTenantId();
			case SOURCE_IP -> context.getSourceIp();
		};
	}

}
