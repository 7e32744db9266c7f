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

package io.github.securitycontext.sample;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service is told about the prepared users.
 */
@SampleTest
class AttributionTests {

	@LocalServerPort
	int port;

	@Test
	void alicesCallNamesHerObjectIdAndTenant() {
		JsonNode context = contextOfChat("alice", "alice");
		assertThat(context.path("end_user_id").asString()).isEqualTo("1f6d2c9e-54b8-4c3a-8e17-a9b0c2d3e4f5");
		assertThat(context.path("end_user_tenant_id").asString()).isEqualTo("7b1c6a52-3f0d-4f6e-9a2b-5d8e41c0f7a3");
	}

	@Test
	void bobsStreamedCallNamesHisObjectIdAndTenant() {
		SampleClient bob = SampleClient.program(this.port, "bob", "bob");
		bob.stream("bob streams");
		JsonNode context = contextOf(bob, "bob streams");
		assertThat(context.path("end_user_id").asString()).isEqualTo("9a3e7b40-6c21-4d9f-b5e8-2f71d08c6a3b");
		assertThat(context.path("end_user_tenant_id").asString()).isEqualTo("c4e9d013-8a77-4b52-b1f6-0e2f9d6a5b84");
	}

	@Test
	void everyCallNamesTheApplicationAndTheAddress() {
		JsonNode context = contextOfChat("bob", "bob");
		assertThat(context.path("application_name").asString()).isEqualTo("contoso-assistant");
		assertThat(context.path("source_ip").asString()).isIn("127.0.0.1", "::1");
	}

	@Test
	void aLocalAccountGoesByItsName() {
		JsonNode context = contextOfChat("carol", "carol");
		assertThat(context.path("end_user_id").asString()).isEqualTo("carol");
		assertThat(context.has("end_user_tenant_id")).isFalse();
	}

	@Test
	void anEmailAddressBecomesTheSamePseudonymEachTime() {
		JsonNode context = contextOfChat("dave@example.com", "dave");
		assertThat(context.path("end_user_id").asString()).isNotEmpty().doesNotContain("dave", "example", "@");
		assertThat(contextOfChat("dave@example.com", "dave")).isEqualTo(context);
	}

	@Test
	void usersWhoChatAtOnceAreNeverMixedUp() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			executor.invokeAll(IntStream.range(0, 80).mapToObj(this::chatOf).toList()).forEach((chat) -> {
			});
		}
		finally {
			executor.shutdown();
		}
		List<JsonNode> calls = SampleClient.program(this.port, "alice", "alice")
			.received()
			.valueStream()
			.filter((call) -> call.path("prompt").asString().startsWith("crowd"))
			.toList();
		assertThat(calls).hasSize(80).filteredOn((call) -> !isAttributed(call)).isEmpty();
	}

	private static boolean isAttributed(JsonNode call) {
		String asker = call.path("prompt").asString().split(" ")[1];
		return call.path("knownAs").asString("").startsWith(asker);
	}

	private Callable<Integer> chatOf(int number) {
		String name = (number % 2 == 0) ? "alice" : "bob";
		return () -> SampleClient.program(this.port, name, name).chat("crowd " + name + " " + number).statusCode();
	}

	private JsonNode contextOfChat(String name, String password) {
		SampleClient client = SampleClient.program(this.port, name, password);
		assertThat(client.chat(name + " chats").statusCode()).isEqualTo(200);
		return contextOf(client, name + " chats");
	}

	private static JsonNode contextOf(SampleClient client, String prompt) {
		return client.received()
			.valueStream()
			.filter((call) -> call.path("prompt").asString().equals(prompt))
			.findFirst()
			.orElseThrow()
			.path("userSecurityContext");
	}

}
