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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the operator hears of it if Undertow lets clients choose their address.
 */
@ExtendWith(OutputCaptureExtension.class)
class UndertowForwardingTests {

	@Test
	void forwardingWithoutTrustedProxiesIsReported(CapturedOutput output) {
		SpringApplication
			.run(AzureApplication.class, "--server.port=0", "--securitycontext.source-ip.trusted-proxies=",
					"--azure.openai.endpoint=http://127.0.0.1:1")
			.close();
		assertThat(output).containsOnlyOnce("Whoever sends a request can choose the source_ip");
	}

}
