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

package io.github.securitycontext.sample.azure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Which Azure OpenAI resource to talk to.
 *
 * @param endpoint the endpoint of the resource; the embedded stand-in if it is empty
 * @param apiKey the key; a managed identity or another signed-in Azure identity if it is
 * empty
 * @param deployment the name of the model deployment
 */
@ConfigurationProperties("sample.azure-openai")
public record AzureOpenAiProperties(@Nullable String endpoint, @Nullable String apiKey, @Nullable String deployment) {

	private static final String DEFAULT_DEPLOYMENT = "gpt-4o";

	public AzureOpenAiProperties {
		endpoint = textOrNull(endpoint);
		apiKey = textOrNull(apiKey);
		deployment = textOrNull(deployment);
		Assert.isTrue(endpoint == null || isHttps(endpoint) || isLoopback(endpoint),
				"'endpoint' must be an https:// address such as https://contoso.openai.azure.com"
						+ " (plain http:// only for this machine)");
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text.strip() : null;
	}

	private static boolean isHttps(String endpoint) {
		URI uri = URI.create(endpoint);
		return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
	}

	private static boolean isLoopback(String endpoint) {
		URI uri = URI.create(endpoint);
		return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null
				&& uri.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
	}

	/**
	 * Whether the embedded stand-in answers.
	 * @return {@code true} if there is no endpoint
	 */
	public boolean isStandIn() {
		return this.endpoint == null;
	}

	/**
	 * The name of the model deployment.
	 * @return the configured name, or the default one
	 */
	public String deploymentOrDefault() {
		return (this.deployment != null) ? this.deployment : DEFAULT_DEPLOYMENT;
	}

	/**
	 * Whether the endpoint may be told a secret: Azure's clients refuse to send one in
	 * the clear.
	 * @return {@code true} for an encrypted connection
	 */
	boolean isEncrypted() {
		return this.endpoint != null && isHttps(this.endpoint);
	}

	/**
	 * Leaves out the key.
	 */
	@Override
	public String toString() {
		return "AzureOpenAiProperties[endpoint=" + this.endpoint + ", deployment=" + this.deployment + "]";
	}

}
