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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Set<String> PROPERTIES = Set.of("securitycontext.enabled", "securitycontext.application-name",
			"securitycontext.clients", "securitycontext.clients-outside-spring", "securitycontext.end-user.enabled",
			"securitycontext.end-user.id-claims", "securitycontext.end-user.tenant-claims",
			"securitycontext.end-user.issuers", "securitycontext.end-user.fallback",
			"securitycontext.end-user.personal-data", "securitycontext.end-user.pseudonym-key",
			"securitycontext.source-ip.enabled", "securitycontext.source-ip.trusted-proxies",
			"securitycontext.source-ip.header", "securitycontext.missing.required", "securitycontext.missing.action",
			"securitycontext.unsupported-model");

	private static Map<String, Map<String, Object>> properties;

	private static Map<String, Map<String, Object>> hints;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream metadata = UserSecurityContextProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			Map<String, Object> content = JsonParserFactory.getJsonParser()
				.parseMap(new String(metadata.readAllBytes(), StandardCharsets.UTF_8));
			properties = byName(content.get("properties"));
			hints = byName(content.get("hints"));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> byName(Object items) {
		return ((List<Map<String, Object>>) items).stream()
			.filter((item) -> item.get("name").toString().startsWith(UserSecurityContextProperties.PREFIX))
			.collect(Collectors.toMap((item) -> item.get("name").toString(), Function.identity()));
	}

	@Test
	void everyPropertyIsKnown() {
		assertThat(properties).containsOnlyKeys(PROPERTIES);
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties)
			.allSatisfy((name, property) -> assertThat(property.get("description")).asString().matches("[A-Z].*\\."));
	}

	@Test
	void everyPropertyWithADefaultNamesIt() {
		assertThat(properties.values().stream().filter((property) -> property.get("defaultValue") == null))
			.extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrder("securitycontext.clients", "securitycontext.end-user.issuers",
					"securitycontext.end-user.pseudonym-key", "securitycontext.missing.required",
					"securitycontext.source-ip.trusted-proxies");
	}

	@Test
	void everyPropertyThatIsFreeTextHasHints() {
		assertThat(properties.values()
			.stream()
			.filter((property) -> !isSelfExplaining(property.get("type").toString()))
			.map((property) -> property.get("name").toString()))
			.allSatisfy((name) -> assertThat(hints.keySet()).containsAnyOf(name, name + ".keys"));
	}

	private static boolean isSelfExplaining(String type) {
		return type.equals("java.lang.Boolean") || type.startsWith("io.github.securitycontext");
	}

	@Test
	void theEndpointShowsEveryProperty() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("securitycontext.application-name", "demo", "securitycontext.end-user.pseudonym-key", "key",
							"securitycontext.clients.chat.application-name", "chat",
							"securitycontext.clients.chat.missing.required", "source-ip",
							"securitycontext.clients.chat.missing.action", "reject")));
		UserSecurityContextProperties bound = Binder.get(environment)
			.bind(UserSecurityContextProperties.PREFIX, UserSecurityContextProperties.class)
			.get();
		Set<String> shown = new EffectiveProperties(bound, environment).get().keySet();
		assertThat(shown).containsAll(PROPERTIES.stream().filter((name) -> !name.endsWith(".clients")).toList())
			.contains("securitycontext.clients.chat.enabled", "securitycontext.clients.chat.application-name",
					"securitycontext.clients.chat.missing.required", "securitycontext.clients.chat.missing.action");
	}

}
