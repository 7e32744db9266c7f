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

package io.github.securitycontext.soak;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.securitycontext.UserSecurityContextSnapshot;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Broken on purpose: each request works off what another has left behind, and takes the
 * snapshot for it on its own thread.
 */
@RestController
class WrongThreadPaths {

	static final String PATH = "/wrong-thread";

	private final BlockingQueue<String> prompts = new LinkedBlockingQueue<>();

	private final Calls calls;

	WrongThreadPaths(Calls calls) {
		this.calls = calls;
	}

	@GetMapping(PATH)
	String leaveBehind(@RequestParam String prompt) throws Exception {
		String earlier = this.prompts.poll();
		this.prompts.add(prompt);
		return (earlier != null) ? UserSecurityContextSnapshot.capture().wrap(() -> this.calls.azure(earlier)).call()
				: "";
	}

}
