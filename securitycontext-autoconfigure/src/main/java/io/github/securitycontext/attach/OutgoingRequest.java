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

import org.jspecify.annotations.Nullable;

/**
 * A request that an AI client is about to send.
 *
 * @param clientName the name of the client's bean
 * @param method the HTTP method, in upper case
 * @param host the host, without port
 * @param path the path, percent-encoded
 * @param query the query, percent-encoded, or {@code null} if there is none
 */
public record OutgoingRequest(String clientName, String method, String host, String path, @Nullable String query) {

	@Nullable String findParameter(String name) {
		int start = 0;
		while (this.query != null && start < this.query.length()) {
			int end = this.query.indexOf('&', start);
			end = (end < 0) ? this.query.length() : end;
			int value = start + name.length() + 1;
			if (value <= end && this.query.startsWith(name, start) && this.query.charAt(value - 1) == '=') {
				return this.query.substring(value, end);
			}
			start = end + 1;
		}
		return null;
	}

}
