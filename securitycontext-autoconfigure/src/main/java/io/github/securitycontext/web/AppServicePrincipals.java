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

package io.github.securitycontext.web;

import java.util.List;

import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom Azure App Service has authenticated in front of the application.
 */
public final class AppServicePrincipals {

	private final OneTimeLog log = new OneTimeLog(AppServicePrincipals.class);

	private final boolean active;

	/**
	 * Creates a reader.
	 * @param active whether App Service sets the header, not anybody
	 */
	public AppServicePrincipals(boolean active) {
		this.active = active;
	}

	/**
	 * Whether there is something to read.
	 * @return whether App Service sets the header
	 */
	public boolean isActive() {
		return this.active;
	}

	/**
	 * Returns the user of a request.
	 * @param lines the lines of the header {@value AppServicePrincipal#HEADER} as they
	 * arrived
	 * @return the user, or {@code null} if there is none, or more than one
	 */
	public @Nullable AppServicePrincipal find(List<String> lines) {
		// App Service sets one; with two, at least one is somebody else's
		if (lines.size() != 1) {
			return null;
		}
		try {
			return AppServicePrincipal.parse(lines.get(0));
		}
		catch (RuntimeException ex) {
			this.log.warn("The header " + AppServicePrincipal.HEADER + " could not be read. Its user is left out", ex);
			return null;
		}
	}

}
