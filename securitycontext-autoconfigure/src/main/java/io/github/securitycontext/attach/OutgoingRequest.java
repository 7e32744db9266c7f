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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request that an AI client is about to send.
 *
 * @param clientName the name of the client's bean, or {@code null} if it is none
 * @param azureClient whether the client is known to be one for Azure, whatever its host
 * @param method the HTTP method, in upper case
 * @param host the host, without port
 * @param port the port, or -1 for the usual one of the scheme
 * @param path the path, percent-encoded
 * @param query the query, percent-encoded, or {@code null} if there is none
 */
public record OutgoingRequest(@Nullable String clientName, boolean azureClient, String method, String host, int port,
		String path, @Nullable String query) {

	/**
	 * Leaves out the query, in which some gateways take keys.
	 */
	@Override
	public String toString() {
		return "OutgoingRequest[" + this.method + " " + this.host + ((this.port >= 0) ? ":" + this.port : "")
				+ this.path + "]";
	}

	/**
	 * Returns all values of a query parameter, percent-encoded.
	 */
	List<String> findParameters(String name) {
		if (this.query == null) {
			return List.of();
		}
		List<String> values = new ArrayList<>(1);
		int end;
		for (int start = 0; start < this.query.length(); start = end + 1) {
			int separator = this.query.indexOf('&', start);
			end = (separator >= 0) ? separator : this.query.length();
			int equals = start + name.length();
			if (equals < end && this.query.charAt(equals) == '=' && this.query.startsWith(name, start)) {
				values.add(this.query.substring(equals + 1, end));
			}
		}
		return values;
	}

}
