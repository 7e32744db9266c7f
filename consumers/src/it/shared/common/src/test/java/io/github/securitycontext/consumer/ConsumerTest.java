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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.ParseContext;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.context.AutoConfigureAzureOpenAiEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of the tests of all consumers: a user logs in from behind a proxy, and the
 * application calls an {@link AzureOpenAiEndpoint} in place of Azure OpenAI.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureAzureOpenAiEndpoint(properties = "azure.openai.endpoint")
abstract class ConsumerTest {

	private static final ParseContext json = JsonPath
		.using(Configuration.defaultConfiguration().addOptions(Option.DEFAULT_PATH_LEAF_TO_NULL));

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private AzureOpenAiEndpoint endpoint;

	@Value("${spring.application.name}")
	private String applicationName;

	@Value("${local.server.port}")
	private int port;

	@BeforeEach
	void answer() {
		this.endpoint.answerWith(new Model());
	}

	@Test
	void theStarterIsTheOneThatThisBuildMade() throws Exception {
		for (Class<?> type : List.of(UserSecurityContext.class, AzureOpenAiEndpoint.class)) {
			URI jar = type.getProtectionDomain().getCodeSource().getLocation().toURI();
			assertThat(Path.of(jar)).startsWith(Path.of(System.getProperty("localRepository")));
		}
	}

	/**
	 * Lets the model of the next call refuse the context.
	 */
	void refuseNextCall() {
		this.endpoint.answerNextWith(Answer.unrecognizedArgumentOfModel("user_security_context"));
	}

	/**
	 * Sends a request of alice, and returns the context of each model call that the
	 * application made for it, or {@code null} for one without.
	 */
	List<Map<String, String>> contextsOfCallsFor(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Basic " + encode("alice:alice"))
			.header("X-Forwarded-For", "6.6.6.6, 203.0.113.7")
			.build();
		HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.body()).isEqualTo("Hello");
		return this.endpoint.received()
			.stream()
			.map((call) -> json.parse(call.text()).<Map<String, String>>read("$.user_security_context"))
			.toList();
	}

	/**
	 * The whole context of alice: she did not log in with Entra ID, and so has no tenant.
	 */
	Map<String, String> alice() {
		return Map.of("application_name", this.applicationName, "end_user_id", "alice", "source_ip", "203.0.113.7");
	}

	private static String encode(String credentials) {
		return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
