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

package io.github.securitycontext.sample.received;

import java.util.List;

import io.github.securitycontext.sample.users.SampleUsers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The security analyst's screen. It shows the calls of every user to every user who is
 * signed in, which a real application must not do.
 */
@RestController
class ReceivedController {

	private final SeenCalls calls;

	private final SampleUsers users;

	private final JsonMapper mapper;

	ReceivedController(SeenCalls calls, SampleUsers users, JsonMapper mapper) {
		this.calls = calls;
		this.users = users;
		this.mapper = mapper;
	}

	@GetMapping("/api/received")
	List<SeenCallView> received() {
		return this.calls.newestFirst()
			.stream()
			.map((call) -> SeenCallView.of(call, knownAs(call.userSecurityContext())))
			.toList();
	}

	private @Nullable String knownAs(@Nullable String context) {
		if (context == null) {
			return null;
		}
		JsonNode members = this.mapper.readTree(context);
		return this.users.describe(members.path("end_user_id").asString(""),
				members.path("end_user_tenant_id").asString(""));
	}

}
