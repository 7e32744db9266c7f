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

package io.github.securitycontext.sample.standin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A version of the service, named after the day of its release.
 *
 * @param text the version as it was asked for
 * @param date the day
 */
record ApiVersion(String text, LocalDate date) {

	private static final LocalDate FIRST_WITH_USER_SECURITY_CONTEXT = LocalDate.of(2025, 1, 1);

	private static final Pattern SHAPE = Pattern
		.compile("(?:^|&)api-version=((\\d{4}-\\d{2}-\\d{2})(?:-preview)?)(?:&|$)");

	/**
	 * The version that a query asks for.
	 * @param query the query of a URL
	 * @return the version
	 * @throws ServiceError if there is none, as the service answers then
	 */
	static ApiVersion in(@Nullable String query) {
		Matcher matcher = SHAPE.matcher((query != null) ? query : "");
		try {
			if (matcher.find()) {
				return new ApiVersion(matcher.group(1), LocalDate.parse(matcher.group(2)));
			}
		}
		catch (DateTimeException ex) {
			// no such day
		}
		throw ServiceError.resourceNotFound();
	}

	boolean knowsUserSecurityContext() {
		return !this.date.isBefore(FIRST_WITH_USER_SECURITY_CONTEXT);
	}

}
