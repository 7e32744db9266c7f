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

/**
 * The requests that may carry a context. To all others it would be an unknown argument,
 * which the service refuses.
 */
final class EligibleRequests {

	/**
	 * How the paths end that take the argument, as the Azure REST references say. The
	 * Responses API takes it in Foundry projects only.
	 */
	private static final List<Route> ROUTES = List.of(Route.dated("openai/deployments/*/chat/completions"),
			Route.undated("openai/v1/chat/completions"), Route.undated("api/projects/*/openai/v1/responses"));

	/** The first version of the API that knows the argument. */
	private static final String FIRST_VERSION = "2025-01-01";

	private static final Set<String> UNDATED_VERSIONS = Set.of("v1", "preview", "latest");

	private EligibleRequests() {
	}

	/**
	 * Judges whether a request may carry a context, or could with another version.
	 */
	static Eligibility judge(OutgoingRequest request) {
		if (!"POST".equals(request.method()) || !isAzure(request)) {
			return Eligibility.NONE;
		}
		for (Route route : ROUTES) {
			if (route.matchesEndOf(request.path())) {
				boolean takesVersion = route.isDated() ? hasDatedVersion(request) : hasUndatedVersion(request);
				return takesVersion ? Eligibility.FULL : Eligibility.WITH_OTHER_VERSION;
			}
		}
		return Eligibility.NONE;
	}

	/**
	 * Whether the path of an eligible request names the deployment, so that the body need
	 * not name the model.
	 */
	static boolean isModelInPath(String path) {
		return ROUTES.stream().anyMatch((route) -> route.isDated() && route.matchesEndOf(path));
	}

	/**
	 * Other vendors have the same paths.
	 */
	private static boolean isAzure(OutgoingRequest request) {
		return request.azureClient() || AzureHosts.include(request.host());
	}

	/**
	 * Which of several versions counts is for the service to say, so all must do.
	 */
	private static boolean hasDatedVersion(OutgoingRequest request) {
		List<String> versions = request.findParameters("api-version");
		for (String version : versions) {
			if (!isDate(version) || version.compareTo(FIRST_VERSION) < 0) {
				return false;
			}
		}
		return !versions.isEmpty();
	}

	private static boolean hasUndatedVersion(OutgoingRequest request) {
		return UNDATED_VERSIONS.containsAll(request.findParameters("api-version"));
	}

	/**
	 * Whether a version is a date, with or without a suffix.
	 */
	private static boolean isDate(String version) {
		int length = FIRST_VERSION.length();
		for (int i = 0; i < length; i++) {
			char c = (i < version.length()) ? version.charAt(i) : ' ';
			if ((FIRST_VERSION.charAt(i) == '-') ? c != '-' : c < '0' || c > '9') {
				return false;
			}
		}
		return version.length() == length || version.charAt(length) == '-';
	}

	/**
	 * Whether a request may carry a context, or could if it asked for another version of
	 * the API.
	 */
	enum Eligibility {

		FULL, WITH_OTHER_VERSION, NONE

	}

	/**
	 * The last segments of a path, because the endpoint of a client may itself have one.
	 */
	private static final class Route {

		private final boolean dated;

		private final String[] segments;

		private Route(boolean dated, String path) {
			this.dated = dated;
			this.segments = path.split("/");
		}

		private static Route dated(String path) {
			return new Route(true, path);
		}

		private static Route undated(String path) {
			return new Route(false, path);
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
