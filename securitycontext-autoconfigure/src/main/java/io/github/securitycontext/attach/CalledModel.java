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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A model as calls name it.
 *
 * @param host the host of the endpoint
 * @param port its port, or -1 for the usual one
 * @param path the path of the call
 * @param inBody the model that the body names, or {@code null} if it names none, or the
 * path does
 */
record CalledModel(String host, int port, String path, @Nullable String inBody) {

	private static final int MAX_SHOWN = 64;

	private static final String SEGMENT = "/deployments/";

	/**
	 * Returns the model that a call names.
	 * @param model finds the model that the body names, or {@code null} if it names none
	 */
	static CalledModel of(OutgoingRequest request, Supplier<@Nullable String> model) {
		return new CalledModel(request.host(), request.port(), request.path(),
				EligibleRequests.isModelInPath(request.path()) ? null : model.get());
	}

	/**
	 * Whether the path or the body names the model.
	 */
	boolean isNamed() {
		return this.inBody != null || EligibleRequests.isModelInPath(this.path);
	}

	@Override
	public String toString() {
		String address = this.host + ((this.port >= 0) ? ":" + this.port : "");
		if (this.inBody != null) {
			return "'" + clean(this.inBody) + "' at " + address;
		}
		int start = this.path.lastIndexOf(SEGMENT) + SEGMENT.length();
		return (start < SEGMENT.length()) ? "at " + address + this.path
				: "'" + this.path.substring(start, this.path.indexOf('/', start)) + "' at " + address;
	}

	/**
	 * A body may name anything, and a log must not show it as something else.
	 */
	private static String clean(String model) {
		return model.substring(0, Math.min(model.length(), MAX_SHOWN)).replaceAll("[^\\w.:/-]", "?");
	}

}
