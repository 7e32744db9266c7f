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

import io.github.securitycontext.sample.SampleApplication;
import io.github.securitycontext.sample.SampleClient;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may see what is measured, on a platform where Spring Boot believes forwarding
 * headers by itself.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.azure-openai.endpoint=", "spring.main.cloud-platform=kubernetes" })
class MonitoringOnPlatformTests {

	@LocalServerPort
	int port;

	@Test
	void whereARequestComesFromIsNotWhatItSays() {
		// if the header were believed, this would be another machine
		assertThat(SampleClient.browser(this.port)
			.with("X-Forwarded-For", "203.0.113.7")
			.get("/actuator/health")
			.statusCode()).isEqualTo(200);
	}

}
