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

package io.github.securitycontext.oauth2;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.client.JwtBearerOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

/**
 * An API that asks the models itself, and lets another API ask them on behalf of its
 * user. Its client registrations go by the ids of the tenants.
 */
@Configuration(proxyBeanMethods = false)
@Import({ MultiTenantApi.class, MiddleTier.ForwardController.class })
class MiddleTier {

	@Bean
	OAuth2AuthorizedClientManager authorizedClientManager(ClientRegistrationRepository registrations,
			OAuth2AuthorizedClientRepository clients) {
		RestClientJwtBearerTokenResponseClient tokens = new RestClientJwtBearerTokenResponseClient();
		tokens.setParametersCustomizer((parameters) -> parameters.set("requested_token_use", "on_behalf_of"));
		JwtBearerOAuth2AuthorizedClientProvider provider = new JwtBearerOAuth2AuthorizedClientProvider();
		provider.setAccessTokenResponseClient(tokens);
		DefaultOAuth2AuthorizedClientManager manager = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
		manager.setAuthorizedClientProvider(provider);
		return manager;
	}

	@RestController
	static class ForwardController {

		private final ChatController models;

		private final RestClient api;

		ForwardController(ChatController models, OAuth2AuthorizedClientManager manager,
				@Value("${middle-tier.api}") String url) {
			this.models = models;
			this.api = RestClient.builder()
				.baseUrl(url)
				.requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
				.build();
		}

		@GetMapping("/forward")
		String forward(@RequestParam String prompt, JwtAuthenticationToken user) {
			this.models.ask(prompt);
			String tenant = user.getToken().getClaimAsString("tid");
			return this.api.get()
				.uri("/ask?prompt={prompt}", prompt)
				.attributes(clientRegistrationId(tenant))
				.retrieve()
				.body(String.class);
		}

	}

}
