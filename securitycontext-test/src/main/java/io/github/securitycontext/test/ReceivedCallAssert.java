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
import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a call: what it says about its user. A failure shows what was received.
 */
public final class ReceivedCallAssert extends AbstractAssert<ReceivedCallAssert, ReceivedCall> {

	ReceivedCallAssert(@Nullable ReceivedCall actual) {
		super(actual, ReceivedCallAssert.class);
	}

	/**
	 * Verifies that there is an {@code end_user_id}, and that Azure can read every member
	 * of the object, as {@link #hasOnlyKnownMembers()} does.
	 * @return this assertion
	 */
	public ReceivedCallAssert namesItsUser() {
		ReceivedCall call = call();
		List<String> findings = Findings.namelessness(call);
		if (!findings.isEmpty()) {
			throw failure("Expected a call that names its user, but %s.\n%s", String.join(", ", findings),
					Findings.shown(call));
		}
		return this;
	}

	/**
	 * Verifies the {@code end_user_id}.
	 * @param expected the exact text
	 * @return this assertion
	 */
	public ReceivedCallAssert hasEndUserId(String expected) {
		return hasMember(ReceivedUserSecurityContext.END_USER_ID, context().endUserId(), expected);
	}

	/**
	 * Verifies the {@code end_user_tenant_id}.
	 * @param expected the exact text
	 * @return this assertion
	 */
	public ReceivedCallAssert hasEndUserTenantId(String expected) {
		return hasMember(ReceivedUserSecurityContext.END_USER_TENANT_ID, context().endUserTenantId(), expected);
	}

	/**
	 * Verifies the {@code source_ip}.
	 * @param expected the exact text
	 * @return this assertion
	 */
	public ReceivedCallAssert hasSourceIp(String expected) {
		return hasMember(ReceivedUserSecurityContext.SOURCE_IP, context().sourceIp(), expected);
	}

	/**
	 * Verifies the {@code application_name}.
	 * @param expected the exact text
	 * @return this assertion
	 */
	public ReceivedCallAssert hasApplicationName(String expected) {
		return hasMember(ReceivedUserSecurityContext.APPLICATION_NAME, context().applicationName(), expected);
	}

	/**
	 * Verifies that no user is named: there is no {@code end_user_id} and no
	 * {@code end_user_tenant_id}, whatever their value, and nothing misspelt. The object
	 * itself may be missing.
	 * @return this assertion
	 */
	public ReceivedCallAssert hasNoEndUser() {
		if (call().receivedBody().userSecurityContexts().isEmpty()) {
			return hasNoUserSecurityContext();
		}
		hasOnlyKnownMembers();
		if (context().endUserId() != null || context().endUserTenantId() != null) {
			throw failure("Expected a call that names no user.\n%s", Findings.shown(call()));
		}
		return this;
	}

	/**
	 * Verifies that there is nothing of the name {@code user_security_context}.
	 * @return this assertion
	 */
	public ReceivedCallAssert hasNoUserSecurityContext() {
		ReceivedCall call = call();
		if (call.receivedBody().flaw() != null) {
			throw failure("Expected a body without user_security_context, but %s.\n%s", Findings.missingObject(call),
					Findings.shown(call));
		}
		if (!call.receivedBody().userSecurityContexts().isEmpty()) {
			throw failure("Expected no user_security_context.\n%s", Findings.shown(call));
		}
		return this;
	}

	/**
	 * Verifies that Azure can read the object: there is one, each member is one of the
	 * four that Azure knows, is there once, and has a text. Azure itself ignores what it
	 * does not know.
	 * @return this assertion
	 */
	public ReceivedCallAssert hasOnlyKnownMembers() {
		List<String> findings = Findings.unreadableMembers(context());
		if (!findings.isEmpty()) {
			throw failure("Expected only members that Azure knows, but %s.\n%s", String.join(", ", findings),
					Findings.shown(call()));
		}
		return this;
	}

	private ReceivedCallAssert hasMember(String name, @Nullable String actualValue, String expected) {
		// of several members of a name, nobody knows which counts
		if (!Objects.equals(actualValue, expected) || context().repeatedMembers().contains(name)) {
			List<String> findings = Findings.unreadableMembers(context());
			throw failureWithActualExpected(actualValue, expected, "Expected the %s \"%s\", but %s%s.\n%s", name,
					expected, (actualValue != null) ? "it is \"" + actualValue + "\"" : "there is none",
					findings.isEmpty() ? "" : "; " + String.join(", ", findings), Findings.shown(call()));
		}
		return this;
	}

	private ReceivedCall call() {
		isNotNull();
		return this.actual;
	}

	private ReceivedUserSecurityContext context() {
		ReceivedCall call = call();
		ReceivedUserSecurityContext context = call.userSecurityContext();
		String missing = Findings.missingObject(call);
		if (context == null || missing != null) {
			throw failure("Expected a user_security_context, but %s.\n%s", missing, Findings.shown(call));
		}
		return context;
	}

}
