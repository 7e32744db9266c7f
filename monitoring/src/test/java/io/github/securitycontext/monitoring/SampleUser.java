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

package io.github.securitycontext.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user who asks the sample application something. The password is the part of the name
 * before the at sign.
 */
final class SampleUser {

	private SampleUser() {
	}

	static void ask(int port, String name) {
		String credentials = name + ":" + name.split("@")[0];
		Http.post("http://127.0.0.1:" + port + "/api/chat", "{\"message\":\"hello\"}", "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
	}

}
