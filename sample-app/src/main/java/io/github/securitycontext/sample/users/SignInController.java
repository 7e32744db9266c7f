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

package io.github.securitycontext.sample.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The sign-in page. It is the one page that the server fills in, so that signing in works
 * without JavaScript.
 */
@RestController
class SignInController {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private final String template;

	SignInController(@Value("classpath:/sign-in.html") Resource template) throws IOException {
		this.template = template.getContentAsString(StandardCharsets.UTF_8);
	}

	@GetMapping("/login")
	ResponseEntity<String> page(@Nullable Principal principal, CsrfToken csrf,
			@RequestParam Map<String, String> parameters) {
		if (principal != null) {
			return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, "/").build();
		}
		return ResponseEntity.ok()
			.contentType(HTML)
			.body(this.template.replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()))
				.replace("{{notice}}", notice(parameters)));
	}

	private static String notice(Map<String, String> parameters) {
		if (parameters.containsKey("error")) {
			return "<p class=\"notice notice-bad\" role=\"alert\">"
					+ "That user name and password do not belong together.</p>";
		}
		if (parameters.containsKey("signed-out")) {
			return "<p class=\"notice\" role=\"status\">You are signed out.</p>";
		}
		return "";
	}

}
