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

package io.github.securitycontext.consumer;

import io.github.securitycontext.consumer.RestApplication.Completion;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks the model.
 */
@RestController
class WebClientController {

	private final WebClient azure;

	private final WebClient other;

	WebClientController(WebClient.Builder builder, UserSecurityContextExchangeFilterFunction userSecurityContext,
			@Value("${azure.openai.endpoint}") String endpoint) {
		builder.baseUrl(endpoint);
		this.azure = builder.clone().filter(userSecurityContext.withAzureHosts("127.0.0.1")).build();
		this.other = builder.clone().filter(userSecurityContext).build();
	}

	@GetMapping("/call")
	String call() {
		return ask(this.azure, RestApplication.PATH);
	}

	@GetMapping("/other")
	String other() {
		return ask(this.other, RestApplication.PATH);
	}

	@GetMapping("/other-model")
	String otherModel() {
		return ask(this.azure, RestApplication.OTHER_MODEL);
	}

	private static String ask(WebClient client, String path) {
		return client.post()
			.uri(path)
			.bodyValue(RestApplication.PROMPT)
			.retrieve()
			.bodyToMono(Completion.class)
			.map(Completion::text)
			.block();
	}

}
