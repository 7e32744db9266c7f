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
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The requests that may carry a context. To all others it would be an unknown argument,
 * which the service refuses.
 */
final class EligibleRequests {

	private static final List<Route> ROUTES = List.of(
			new Route(false, EligibleRequests::isSupportedDate, "openai", "deployments", "*", "chat", "completions"),
			new Route(true, Set.of("preview", "latest")::contains, "openai", "v1", "chat", "completions"));

	/** The first version of the API that knows the argument. */
	private static final String FIRST_VERSION = "2025-01-01";

	private static final Pattern DATED = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(-.*)?");

	private EligibleRequests() {
	}

	/**
	 * Whether a request of an Azure client may carry a context.
	 */
	static boolean include(OutgoingRequest request) {
		if (!"POST".equals(request.method())) {
			return false;
		}
		for (Route route : ROUTES) {
			if (route.matchesEndOf(request.path())) {
				return route.takes(request.findParameters("api-version"));
			}
		}
		return false;
	}

	private static boolean isSupportedDate(String version) {
		return DATED.matcher(version).matches() && version.compareTo(FIRST_VERSION) >= 0;
	}

	/**
	 * The last segments of a path, because the endpoint of a client may itself have one,
	 * and the versions of the API at which it takes a context.
	 */
	private static final class Route {

		private final boolean versionOptional;

		private final Predicate<String> version;

		private final String[] segments;

		private Route(boolean versionOptional, Predicate<String> version, String... segments) {
			this.versionOptional = versionOptional;
			this.version = version;
			this.segments = segments;
		}

		/**
		 * Which of several versions counts is for the service to say, so all must do.
		 */
		private boolean takes(List<String> versions) {
			return versions.isEmpty() ? this.versionOptional : versions.stream().allMatch(this.version);
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
