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
import java.util.Map;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.UserSecurityContext;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * "Where the context of a call comes from": the caller's own, the current request, the
 * application alone.
 */
class ContextSourceTests {

	@AutoClose
	private static final ChatServer server = ChatServer.onTomcat(List.of(Application.class),
			"spring.security.user.name=alice", "spring.security.user.password=secret");

	@Test
	void theRequestIsTheSourceWhereTheCallerSaysNothing() {
		assertThat(send("/own")).asString()
			.isEqualTo("{application_name=demo, end_user_id=alice, source_ip=127.0.0.1}");
	}

	@Test
	void theUserOfTheCallerStandsAndIsNotMixedWithThatOfTheRequest() {
		assertThat(context("/own?user=bob")).containsOnly(entry("end_user_id", "bob"),
				entry("application_name", "demo"));
		assertThat(context("/own?tenant=t1")).containsOnly(entry("end_user_tenant_id", "t1"),
				entry("application_name", "demo"));
		assertThat(context("/own?ip=192.0.2.1")).containsOnly(entry("source_ip", "192.0.2.1"),
				entry("application_name", "demo"));
	}

	@Test
	void theApplicationNameOfTheCallerStandsAndTheUserIsCompleted() {
		assertThat(context("/own?application=mine")).containsOnly(entry("application_name", "mine"),
				entry("end_user_id", "alice"), entry("source_ip", "127.0.0.1"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> context(String path) {
		return (Map<String, Object>) send(path);
	}

	private static Object send(String path) {
		server.get(path, "Authorization", ChatServer.basic("alice", "secret"));
		return JsonParserFactory.getJsonParser().parseMap(server.endpoint().last().text()).get("user_security_context");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Controller controller(OpenAIClient client) {
			return new Controller(client);
		}

	}

	@RestController
	static class Controller {

		private final OpenAIClient client;

		Controller(OpenAIClient client) {
			this.client = client;
		}

		@GetMapping("/own")
		void own(@RequestParam(required = false) String application, @RequestParam(required = false) String user,
				@RequestParam(required = false) String tenant, @RequestParam(required = false) String ip) {
			UserSecurityContext context = new UserSecurityContext().setApplicationName(application)
				.setEndUserId(user)
				.setEndUserTenantId(tenant)
				.setSourceIp(ip);
			this.client.getChatCompletions("gpt", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")))
				.setUserSecurityContext(context));
		}

	}

}
