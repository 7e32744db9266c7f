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

package io.github.securitycontext.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.securitycontext.test.ReceivedCall;
import io.github.securitycontext.test.ReceivedUserSecurityContext;

/**
 * What tests look for in a call that arrived.
 */
public final class Received {

	/**
	 * Where clients that name the deployment "gpt" send chat completions.
	 */
	public static final String CHAT_PATH = "/openai/deployments/gpt/chat/completions";

	private Received() {
	}

	/**
	 * The text of the context, as it arrived, or {@code null} if the body has none.
	 */
	public static String context(ReceivedCall call) {
		ReceivedUserSecurityContext context = call.userSecurityContext();
		return (context != null) ? context.json() : null;
	}

	/**
	 * The headers, but for those of the given names.
	 */
	public static Map<String, List<String>> headersWithout(ReceivedCall call, String... names) {
		Map<String, List<String>> others = new TreeMap<>(call.headers());
		others.keySet().removeAll(List.of(names));
		return others;
	}

}
