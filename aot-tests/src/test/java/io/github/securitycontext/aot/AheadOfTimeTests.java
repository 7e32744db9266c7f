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

package io.github.securitycontext.aot;

import io.github.securitycontext.sample.SampleApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as it was processed when this module was built. Its conditions were judged
 * then, and its beans are made without reflection.
 */
class AheadOfTimeTests {

	private static final String AOT = "spring.aot.enabled";

	@BeforeAll
	static void useWhatWasProcessed() {
		System.setProperty(AOT, "true");
	}

	@AfterAll
	static void useItNoLonger() {
		System.clearProperty(AOT);
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class)
			.main(SampleApplication.class)
			.properties("server.port=0", "server.address=127.0.0.1", "sample.azure-openai.endpoint=",
					"spring.main.banner-mode=off")
			.run(arguments);
		// or it would be the ordinary start that is tested
		assertThat(context.getBeanDefinitionNames())
			.doesNotContain(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME);
		return context;
	}

	private static JsonNode askAndFindContext(ConfigurableApplicationContext context) throws Exception {
		return Alice
			.askAndFindContext(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Test
	void aCallCarriesItsUser() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			JsonNode found = askAndFindContext(context);
			assertThat(found.path("application_name").asString()).isEqualTo("contoso-assistant");
			assertThat(found.path("end_user_id").asString()).isNotEmpty();
			assertThat(found.path("end_user_tenant_id").asString()).isNotEmpty();
			assertThat(found.path("source_ip").asString()).isEqualTo("127.0.0.1");
		}
	}

	@Test
	void itCanBeSwitchedOffWhenItStarts() throws Exception {
		try (ConfigurableApplicationContext context = start("--securitycontext.enabled=false")) {
			assertThat(askAndFindContext(context).isEmpty()).isTrue();
		}
	}

	@Test
	void aClientCanBeSwitchedOffWhenItStarts() throws Exception {
		try (ConfigurableApplicationContext context = start("--securitycontext.clients.openAIClient.enabled=false")) {
			assertThat(askAndFindContext(context).isEmpty()).isTrue();
		}
	}

}
