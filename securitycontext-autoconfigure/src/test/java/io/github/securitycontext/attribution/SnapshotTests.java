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

import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The snapshot": when the context of a request is built, and who may see it.
 */
class SnapshotTests {

	@Test
	void aCallInARequestCarriesItsUserAndAddress() {
		try (ChatServer server = ChatServer.onTomcat(List.of(), "spring.security.user.name=alice",
				"spring.security.user.password=secret")) {
			assertThat(server.chat("Authorization", ChatServer.basic("alice", "secret")))
				.isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"alice\",\"source_ip\":\"127.0.0.1\"}");
		}
	}

}
