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

package io.github.securitycontext.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyOriginsTests {

	private static final String FILE = """
			securitycontext:
			  application-name: demo
			  source-ip:
			    trusted-proxies:
			      - 10.0.0.0/8
			  clients:
			    openAIClient:
			      enabled: false
			    "[my.client]":
			      enabled: false
			""";

	private final ConfigurableEnvironment environment = new StandardEnvironment();

	PropertyOriginsTests() throws IOException {
		this.environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		new YamlPropertySourceLoader()
			.load("file", new ByteArrayResource(FILE.getBytes(StandardCharsets.UTF_8), "application.yml"))
			.forEach(this.environment.getPropertySources()::addLast);
		ConfigurationPropertySources.attach(this.environment);
	}

	private void override(String variable) {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("x-systemEnvironment", Map.of(variable, "value")));
	}

	private String find(String property) {
		return new PropertyOrigins(this.environment).find(property);
	}

	@Test
	void theLineOfAFileIsNamed() {
		assertThat(find("securitycontext.application-name")).endsWith("[application.yml] - 2:21");
		assertThat(find("securitycontext.source-ip.trusted-proxies")).endsWith("[application.yml] - 5:9");
		assertThat(find("securitycontext.clients.openAIClient.enabled")).endsWith("[application.yml] - 8:16");
	}

	@Test
	void theLineOfAClientWithADotInItsNameIsNamedHoweverTheNameIsWritten() {
		assertThat(find("securitycontext.clients[my.client].enabled")).endsWith("[application.yml] - 10:16");
		assertThat(find("securitycontext.clients.my.client.enabled")).endsWith("[application.yml] - 10:16");
	}

	@Test
	void anEnvironmentVariableIsNamedWhereItOverridesAFile() {
		override("SECURITYCONTEXT_APPLICATIONNAME");

		assertThat(find("securitycontext.application-name")).startsWith("\"SECURITYCONTEXT_APPLICATIONNAME\"");
	}

	@Test
	void anEnvironmentVariableForAClientIsNamed() {
		override("SECURITYCONTEXT_CLIENTS_OPENAICLIENT_ENABLED");

		assertThat(find("securitycontext.clients.openAIClient.enabled"))
			.startsWith("\"SECURITYCONTEXT_CLIENTS_OPENAICLIENT_ENABLED\"");
	}

	@Test
	void whatIsNotSetIsTheDefault() {
		assertThat(find("securitycontext.enabled")).isEqualTo("default");
		assertThat(find("securitycontext.clients.other.enabled")).isEqualTo("default");
	}

	@Test
	void ofASourceWithoutOriginsNoValueIsShown() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("plain", Map.of("securitycontext.enabled", "secret")));

		assertThat(find("securitycontext.enabled")).contains("plain").doesNotContain("secret");
	}

}
