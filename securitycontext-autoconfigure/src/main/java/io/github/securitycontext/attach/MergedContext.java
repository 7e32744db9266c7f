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

package io.github.securitycontext.attach;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * What is known, merged with what the caller set.
 *
 * @param addition what is added to the body
 * @param present the members that have a value then
 * @param callersOwn whether the caller set an object
 */
record MergedContext(UserSecurityContext addition, Set<UserSecurityContextField> present, boolean callersOwn) {

	private static final Set<UserSecurityContextField> END_USER = Set.of(UserSecurityContextField.END_USER_ID,
			UserSecurityContextField.END_USER_TENANT_ID, UserSecurityContextField.SOURCE_IP);

	MergedContext {
		present = Collections.unmodifiableSet(present);
	}

	/**
	 * Returns a context to which the caller adds nothing.
	 * @param context what is known
	 */
	static MergedContext of(UserSecurityContext context) {
		return context.derive(MergedContext.class, (known) -> new MergedContext(known, fieldsOf(known), false));
	}

	/**
	 * Merges a context with the object of the caller. The members about the end user are
	 * one unit: if the caller set one of them, ours could be those of somebody else.
	 * @param context what is known
	 * @param callers the members that the caller set, and whether they have a value
	 */
	static MergedContext of(UserSecurityContext context, Map<UserSecurityContextField, Boolean> callers) {
		UserSecurityContext.Builder addition = context.toBuilder();
		if (callers.containsKey(UserSecurityContextField.APPLICATION_NAME)) {
			addition.applicationName(null)
				.missing(UserSecurityContextField.APPLICATION_NAME, MissingReason.LEFT_OUT_BY_CALLER);
		}
		if (callers.keySet().stream().anyMatch(END_USER::contains)) {
			addition.endUserId(null).endUserTenantId(null).sourceIp(null);
			END_USER.forEach((field) -> addition.missing(field, MissingReason.LEFT_OUT_BY_CALLER));
		}
		UserSecurityContext added = addition.build();
		Set<UserSecurityContextField> present = fieldsOf(added);
		callers.forEach((field, hasValue) -> {
			if (hasValue) {
				present.add(field);
			}
		});
		return new MergedContext(added, present, true);
	}

	private static Set<UserSecurityContextField> fieldsOf(UserSecurityContext context) {
		Set<UserSecurityContextField> fields = EnumSet.noneOf(UserSecurityContextField.class);
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			if (field.get(context) != null) {
				fields.add(field);
			}
		}
		return fields;
	}

	/**
	 * Returns why a member has no value, or {@code null} if it has one.
	 */
	@Nullable MissingReason findMissingReason(UserSecurityContextField field) {
		return this.present.contains(field) ? null : this.addition.getMissingReason(field);
	}

}
