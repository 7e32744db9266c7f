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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * The members that the calls of a client must carry.
 *
 * @param fields the members
 * @param action what becomes of a call that lacks one
 */
public record RequiredFields(Set<UserSecurityContextField> fields, MissingAction action) {

	/**
	 * Nothing is required.
	 */
	static final RequiredFields NONE = new RequiredFields(Set.of(), MissingAction.WARN);

	/**
	 * Creates required members, in their order, for messages.
	 */
	public RequiredFields {
		Set<UserSecurityContextField> ordered = EnumSet.noneOf(UserSecurityContextField.class);
		ordered.addAll(fields);
		fields = Collections.unmodifiableSet(ordered);
	}

	/**
	 * Returns the members that a call lacks, and why.
	 * @param reasons returns why a member is missing, or {@code null} if it is there
	 */
	Map<UserSecurityContextField, MissingReason> findMissing(
			Function<UserSecurityContextField, @Nullable MissingReason> reasons) {
		if (this.fields.isEmpty()) {
			return Map.of();
		}
		Map<UserSecurityContextField, MissingReason> missing = new EnumMap<>(UserSecurityContextField.class);
		for (UserSecurityContextField field : this.fields) {
			MissingReason reason = reasons.apply(field);
			if (reason != null) {
				missing.put(field, reason);
			}
		}
		return missing;
	}

	/**
	 * Whether a call that lacks one is not to be sent.
	 * @return whether there is something to reject a call for
	 */
	public boolean isEnforced() {
		return this.action == MissingAction.REJECT && !this.fields.isEmpty();
	}

}
