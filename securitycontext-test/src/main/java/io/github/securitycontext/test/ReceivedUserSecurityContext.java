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

package io.github.securitycontext.test;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The object {@code user_security_context} of a call, as it arrived. Azure takes it
 * whatever its members are called, and so does {@link AzureOpenAiEndpoint}; this class
 * says what Azure will not find.
 */
public final class ReceivedUserSecurityContext {

	static final String MEMBER = "user_security_context";

	static final String APPLICATION_NAME = "application_name";

	static final String END_USER_ID = "end_user_id";

	static final String END_USER_TENANT_ID = "end_user_tenant_id";

	static final String SOURCE_IP = "source_ip";

	static final Set<String> KNOWN = Set.of(APPLICATION_NAME, END_USER_ID, END_USER_TENANT_ID, SOURCE_IP);

	private final JsonObject object;

	ReceivedUserSecurityContext(JsonObject object) {
		this.object = object;
	}

	/**
	 * The member {@code application_name}.
	 * @return the text, or {@code null} if there is no such member or it is no string
	 */
	public @Nullable String applicationName() {
		return this.object.string(APPLICATION_NAME);
	}

	/**
	 * The member {@code end_user_id}.
	 * @return the text, or {@code null} if there is no such member or it is no string
	 */
	public @Nullable String endUserId() {
		return this.object.string(END_USER_ID);
	}

	/**
	 * The member {@code end_user_tenant_id}.
	 * @return the text, or {@code null} if there is no such member or it is no string
	 */
	public @Nullable String endUserTenantId() {
		return this.object.string(END_USER_TENANT_ID);
	}

	/**
	 * The member {@code source_ip}.
	 * @return the text, or {@code null} if there is no such member or it is no string
	 */
	public @Nullable String sourceIp() {
		return this.object.string(SOURCE_IP);
	}

	/**
	 * The names that Azure does not know, and so ignores in silence.
	 * @return the names, in the order in which they arrived
	 */
	public List<String> unknownMembers() {
		return members().stream().filter((name) -> !KNOWN.contains(name)).toList();
	}

	/**
	 * The known members that arrived with no text: {@code null}, empty, or not a string.
	 * @return the names, in the order in which they arrived
	 */
	public List<String> membersWithoutText() {
		return this.object.members()
			.stream()
			.filter((member) -> KNOWN.contains(member.name()))
			.filter((member) -> !(member.value() instanceof String text) || text.isBlank())
			.map(JsonObject.Member::name)
			.toList();
	}

	/**
	 * The known members that arrived more than once: which of them counts is up to the
	 * reader.
	 * @return the names
	 */
	public List<String> repeatedMembers() {
		return KNOWN.stream().filter((name) -> this.object.all(name).size() > 1).sorted().toList();
	}

	List<String> members() {
		return this.object.members().stream().map(JsonObject.Member::name).toList();
	}

	/**
	 * The object as it arrived.
	 * @return the JSON text, to the character
	 */
	public String json() {
		return this.object.text();
	}

	/**
	 * Returns the object as it arrived.
	 */
	@Override
	public String toString() {
		return json();
	}

}
