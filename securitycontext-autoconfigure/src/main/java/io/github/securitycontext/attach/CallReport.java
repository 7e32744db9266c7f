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

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;

/**
 * What became of the context of one call. Holds no personal data.
 *
 * @param clientName the name of the client's bean, or {@code null} if it is none
 * @param outcome what became of the context
 * @param reason why it is not complete, or {@code null} if it names the end user
 * @param fields the members with a value in the body that is sent, whether ours or the
 * caller's
 * @param missing the required members that it lacks, in their order, and why
 * @param duration how long it took to find and to attach the context; zero where the call
 * was told before
 */
public record CallReport(@Nullable String clientName, CallOutcome outcome, @Nullable MissingReason reason,
		Set<UserSecurityContextField> fields, Map<UserSecurityContextField, MissingReason> missing, Duration duration) {

	/**
	 * Creates a report, which no listener can change for the next one.
	 */
	public CallReport {
		fields = Collections.unmodifiableSet(fields);
		missing = Collections.unmodifiableMap(missing);
	}

}
