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

package io.github.securitycontext.rest;

import java.net.URI;
import java.util.List;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which hosts count as Azure's, and how they are named.
 */
class AzureHostNamesTests {

	private static final ClientSettings settings = new ClientSettings(null, true, "demo");

	private final AzureRequests requests = new AzureRequests(new UserSecurityContextAttacher(List::of), settings);

	@ParameterizedTest
	@ValueSource(strings = { "demo.openai.azure.com", "demo.services.ai.azure.com", "demo.cognitiveservices.azure.com",
			"demo.azure-api.net", "DEMO.OpenAI.Azure.Com" })
	void theHostsOfAzureNeedNoName(String host) {
		assertThat(isEligible(this.requests, host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.openai.com", "models.github.ai", "localhost", "contoso.openai.azure.us",
			"gateway.example.com", "openai.azure.com.example.com", "my_gateway" })
	void otherHostsAreNotAzure(String host) {
		assertThat(isEligible(this.requests, host)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "contoso.openai.azure.us, contoso.openai.azure.us", "Gateway.example.com, gateway.EXAMPLE.com",
			"localhost, localhost", "127.0.0.1, 127.0.0.1", "[::1], [::1]", "[2001:DB8::1], [2001:db8::1]",
			"xn--bcher-kva.example, xn--bcher-kva.example", "a, a" })
	void aNamedHostIsAzure(String name, String host) {
		assertThat(isEligible(this.requests.withHosts(name), host)).isTrue();
		assertThat(isEligible(this.requests.withHosts(name), host + ":8443")).isTrue();
	}

	@Test
	void aNameIsExact() {
		AzureRequests named = this.requests.withHosts("example.com");
		for (String host : List.of("a.example.com", "example.com.", "xexample.com", "example.co", "example.com.org")) {
			assertThat(isEligible(named, host)).isFalse();
		}
	}

	@Test
	void theUserInfoOfAUrlIsNotItsHost() {
		AzureRequests named = this.requests.withHosts("example.com");
		assertThat(isEligible(named, "example.com@evil.example")).isFalse();
		assertThat(isEligible(named, "demo.openai.azure.com@evil.example")).isFalse();
		assertThat(isEligible(named, "user:password@example.com")).isTrue();
	}

	@Test
	void namesAddUpInCopies() {
		AzureRequests one = this.requests.withHosts("one.example");
		AzureRequests both = one.withHosts("two.example", "three.example");
		assertThat(isEligible(both, "one.example")).isTrue();
		assertThat(isEligible(both, "three.example")).isTrue();
		assertThat(isEligible(one, "two.example")).isFalse();
		assertThat(isEligible(this.requests, "one.example")).isFalse();
		assertThat(isEligible(both.withHosts(), "two.example")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "https://contoso.openai.azure.us", "contoso.openai.azure.us:443",
			"contoso.openai.azure.us/", "contoso.openai.azure.us/openai", "contoso.openai.azure.us?a", "example.com#a",
			"user@example.com", "*.openai.azure.us", ".openai.azure.us", "my_gateway", "::1", "[::1]:80", "[::1",
			" example.com", "example.com ", "bücher.example", "//example.com", "256.1.1.1" })
	void aNameThatNoRequestCanHaveIsRefusedWithTheFix(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.requests.withHosts("example.com", host))
			.withMessageContaining("'" + host + "' is not the name of a host")
			.withMessageContaining("without scheme, port and path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mailto:alice", "/openai/v1/chat/completions", "file:///openai/v1/chat/completions", "" })
	void aUriWithoutHostOrPathIsNotAzure(String uri) {
		assertThat(this.requests.judge(HttpMethod.POST, URI.create(uri))).isNull();
	}

	private static boolean isEligible(AzureRequests requests, String host) {
		return requests.judge(HttpMethod.POST, URI.create("https://" + host + "/openai/v1/chat/completions")) != null;
	}

}
