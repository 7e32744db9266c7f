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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * A call was not sent, because its context lacks what
 * {@code securitycontext.missing.required} demands. Neither the message nor the reasons
 * hold personal data.
 */
public class MissingUserSecurityContextException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String clientName;

	private final LinkedHashMap<UserSecurityContextField, MissingReason> reasons;

	/**
	 * Creates an exception.
	 * @param clientName the name of the client's bean, or {@code null} if it is none
	 * @param reasons the required members that are missing, and why
	 */
	public MissingUserSecurityContextException(@Nullable String clientName,
			Map<UserSecurityContextField, MissingReason> reasons) {
		super("The AI call" + ((clientName != null) ? " of '" + clientName + "'" : "")
				+ " was not sent, because its user security context lacks " + describe(reasons)
				+ ". securitycontext.missing demands it");
		this.clientName = clientName;
		this.reasons = new LinkedHashMap<>(reasons);
	}

	private static String describe(Map<UserSecurityContextField, MissingReason> reasons) {
		return reasons.entrySet()
			.stream()
			.map((entry) -> entry.getKey().getMemberName() + " (" + entry.getValue().getDescription() + ")")
			.collect(Collectors.joining(", "));
	}

	/**
	 * Returns the name of the client's bean.
	 * @return the name, or {@code null} if it is no bean
	 */
	public @Nullable String getClientName() {
		return this.clientName;
	}

	/**
	 * Returns the required members that are missing, and why.
	 * @return the reasons by member, in the order of the Azure REST reference
	 */
	public Map<UserSecurityContextField, MissingReason> getReasons() {
		return Collections.unmodifiableMap(this.reasons);
	}

}
