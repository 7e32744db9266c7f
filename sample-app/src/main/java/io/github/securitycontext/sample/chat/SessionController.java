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

package io.github.securitycontext.sample.chat;

import java.security.Principal;

import io.github.securitycontext.sample.azure.AzureOpenAiProperties;
import io.github.securitycontext.sample.users.SampleUsers;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the page has to know before it can start.
 */
@RestController
class SessionController {

	private final SampleUsers users;

	private final AzureOpenAiProperties azure;

	SessionController(SampleUsers users, AzureOpenAiProperties azure) {
		this.users = users;
		this.azure = azure;
	}

	@GetMapping("/api/session")
	Session session(Principal principal, @Nullable CsrfToken csrf) {
		return new Session(this.users.describe(principal.getName()), this.azure.isStandIn(),
				(csrf != null) ? new Csrf(csrf.getHeaderName(), csrf.getToken()) : null);
	}

	record Session(String user, boolean standIn, @Nullable Csrf csrf) {
	}

	record Csrf(String header, String token) {
	}

}
