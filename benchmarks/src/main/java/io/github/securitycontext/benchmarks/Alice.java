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

package io.github.securitycontext.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.securitycontext.UserSecurityContext;

/**
 * The end user of all calls.
 */
public final class Alice {

	/**
	 * The application that she uses.
	 */
	public static final String APPLICATION_NAME = "contoso-assistant";

	static final String ID = "9f1d5b0e-7c3a-4c55-9d0f-0b6a2f1e4c11";

	static final String TENANT_ID = "3d2c7a44-52b1-4b8e-8e0a-6f0f9d3b7a02";

	static final String SOURCE_IP = "203.0.113.7";

	static final Map<String, String> MEMBERS = new LinkedHashMap<>();

	static {
		MEMBERS.put("application_name", APPLICATION_NAME);
		MEMBERS.put("end_user_id", ID);
		MEMBERS.put("end_user_tenant_id", TENANT_ID);
		MEMBERS.put("source_ip", SOURCE_IP);
	}

	private Alice() {
	}

	/**
	 * Returns what a request knows of her, built anew.
	 * @return a new context
	 */
	public static UserSecurityContext newContext() {
		return UserSecurityContext.builder().endUserId(ID).endUserTenantId(TENANT_ID).sourceIp(SOURCE_IP).build();
	}

}
