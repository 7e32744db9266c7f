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

package io.github.securitycontext.reactive;

import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReactiveSourceAddressWarningTests {

	@Test
	void aTomcatThatTrustsAnybodyIsReported(CapturedOutput output) {
		try (ReactiveChatServer server = ReactiveSecuredServer.start(WebServer.TOMCAT, List.of(),
				"server.forward-headers-strategy=native", "server.tomcat.remoteip.internal-proxies=.*")) {
			assertThat(SourceAddressProbe.from("127.0.0.1", server).chat("X-Forwarded-For: 203.0.113.7"))
				.isEqualTo("203.0.113.7");
			assertThat(output.toString().split("Whoever sends a request can choose the source_ip", -1)).hasSize(2);
		}
	}

}
