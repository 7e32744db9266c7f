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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.ClientCalls.AzureOpenAi;
import io.github.securitycontext.support.ClientCalls.Calls;
import io.github.securitycontext.support.ClientCalls.LangChain4j;
import io.github.securitycontext.support.ClientCalls.OpenAiJava;
import io.github.securitycontext.support.ClientCalls.Rest;
import io.github.securitycontext.support.ClientCalls.SpringAi;
import io.github.securitycontext.support.Received;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same request of the same user puts the same context on the wire, whatever library
 * and method makes the call.
 */
class OneResultTests {

	@AutoClose
	private static final SecuredServer server = SecuredServer.start(
			List.of(AzureOpenAi.class, OpenAiJava.class, SpringAi.class, LangChain4j.class, Rest.class,
					CallController.class),
			"securitycontext.clients-outside-spring=true", "securitycontext.source-ip.trusted-proxies=127.0.0.1");

	@ParameterizedTest
	@MethodSource("names")
	void everyLibraryAndMethodPutsTheSameContextOnTheWire(String name) {
		ChatServer chatServer = server.chatServer();
		chatServer.endpoint().clear();
		String[] headers = SecuredServer.with(Authentications.bearerJwt(Authentications.entraClaims()),
				"X-Forwarded-For", "198.51.100.66, [2001:db8::7]:443");
		assertThat(chatServer.get("/call?name=" + name.replace(" ", "%20"), headers).statusCode()).isEqualTo(200);
		assertThat(chatServer.endpoint().received()).hasSize(1)
			.extracting(Received::context)
			.containsOnly("{\"application_name\":\"demo\",\"end_user_id\":\"" + OID + "\",\"end_user_tenant_id\":\""
					+ TID + "\",\"source_ip\":\"2001:db8::7\"}");
	}

	static Collection<String> names() {
		return server.chatServer().context().getBean(CallController.class).calls.keySet();
	}

	@RestController
	static class CallController {

		private final Map<String, Runnable> calls = new LinkedHashMap<>();

		CallController(List<Calls> calls) {
			calls.forEach((library) -> this.calls.putAll(library.byNames()));
		}

		@GetMapping("/call")
		void call(@RequestParam String name) {
			this.calls.get(name).run();
		}

	}

}
