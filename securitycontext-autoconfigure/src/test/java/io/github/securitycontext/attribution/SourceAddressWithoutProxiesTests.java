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

package io.github.securitycontext.attribution;

import java.util.List;

import io.github.securitycontext.attribution.SourceAddressProbe.OpenToAll;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The source address", without trusted proxies: the container's remote address.
 */
@ExtendWith(OutputCaptureExtension.class)
class SourceAddressWithoutProxiesTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onTomcat(List.of(OpenToAll.class));

	@Test
	void itIsTheRemoteAddress() {
		assertThat(SourceAddressProbe.from("127.0.0.2", server).chat()).isEqualTo("127.0.0.2");
		assertThat(SourceAddressProbe.from("::1", server).chat()).isEqualTo("::1");
	}

	@Test
	void forwardingHeadersAreIgnoredAndReportedOnce(CapturedOutput output) {
		SourceAddressProbe probe = SourceAddressProbe.from("127.0.0.3", server);
		for (String header : List.of("X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6", "X-Real-IP: 6.6.6.6",
				"X-Azure-SocketIP: 6.6.6.6", "X-Azure-ClientIP: 6.6.6.6")) {
			assertThat(probe.chat(header)).isEqualTo("127.0.0.3");
		}
		assertThat(output.toString().split("securitycontext.source-ip.trusted-proxies", -1)).hasSize(2);
		assertThat(output).doesNotContain("6.6.6.6").doesNotContain("127.0.0");
	}

}
