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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The requests that may carry a context. To all others it would be an unknown argument,
 * which the service refuses.
 */
final class EligibleRequests {

	private static final List<Route> ROUTES = List.of(
			new Route(true, "openai", "deployments", "*", "chat", "completions"),
			new Route(false, "openai", "v1", "chat", "completions"));

	private static final List<String> AZURE_DOMAINS = List.of(".openai.azure.com", ".services.ai.azure.com",
			".cognitiveservices.azure.com", ".azure-api.net");

	/** The first version of the API that knows the argument. */
	private static final String FIRST_VERSION = "2025-01-01";

	private static final Pattern DATED_VERSION = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(-.*)?");

	private static final Set<String> UNDATED_VERSIONS = Set.of("preview", "latest");

	private EligibleRequests() {
	}

	/**
	 * Whether a request may carry a context.
	 */
	static boolean include(OutgoingRequest request) {
		if (!"POST".equals(request.method())) {
			return false;
		}
		for (Route route : ROUTES) {
			if (route.matchesEndOf(request.path())) {
				return route.isDated() ? takesDatedVersion(request) : isAzure(request) && takesUndatedVersion(request);
			}
		}
		return false;
	}

	/**
	 * Which of several versions counts is for the service to say, so all must do.
	 */
	private static boolean takesDatedVersion(OutgoingRequest request) {
		List<String> versions = request.findParameters("api-version");
		return !versions.isEmpty() && versions.stream()
			.allMatch((version) -> DATED_VERSION.matcher(version).matches() && version.compareTo(FIRST_VERSION) >= 0);
	}

	private static boolean takesUndatedVersion(OutgoingRequest request) {
		return UNDATED_VERSIONS.containsAll(request.findParameters("api-version"));
	}

	/**
	 * Other vendors have the path without a date, too.
	 */
	private static boolean isAzure(OutgoingRequest request) {
		return request.azureClient()
				|| AZURE_DOMAINS.stream().anyMatch(request.host().toLowerCase(Locale.ROOT)::endsWith);
	}

	/**
	 * The last segments of a path, because the endpoint of a client may itself have one.
	 */
	private static final class Route {

		private final boolean dated;

		private final String[] segments;

		private Route(boolean dated, String... segments) {
			this.dated = dated;
			this.segments = segments;
		}

		/**
		 * Whether the version of the API must be a date.
		 */
		private boolean isDated() {
			return this.dated;
		}

		private boolean matchesEndOf(String path) {
			int end = path.length();
			for (int i = this.segments.length - 1; i >= 0; i--) {
				int slash = path.lastIndexOf('/', end - 1);
				if (slash < 0 || !matches(this.segments[i], path, slash + 1, end)) {
					return false;
				}
				end = slash;
			}
			return true;
		}

		private static boolean matches(String segment, String path, int start, int end) {
			if (segment.equals("*")) {
				return end > start;
			}
			return segment.length() == end - start && path.startsWith(segment, start);
		}

	}

}
