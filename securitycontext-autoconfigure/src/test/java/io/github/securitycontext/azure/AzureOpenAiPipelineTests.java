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

package io.github.securitycontext.azure;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Context;
import com.azure.core.util.Header;
import com.azure.core.util.TracingOptions;
import com.azure.core.util.tracing.StartSpanOptions;
import com.azure.core.util.tracing.Tracer;
import io.github.securitycontext.azure.OutsideSpringPolicyProvider.OutsideSpringPolicy;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.securitycontext.support.Users.APPLICATION_JSON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application configured in its builder keeps working.
 */
@ExtendWith(OutputCaptureExtension.class)
class AzureOpenAiPipelineTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void oursComesDirectlyBeforeTheRetriesAndAllOtherPoliciesStay() {
		UnaryOperator<OpenAIClientBuilder> configuration = (builder) -> builder
			.addPolicy(new Recorder(HttpPipelinePosition.PER_RETRY))
			.addPolicy(new Recorder(HttpPipelinePosition.PER_CALL))
			.credential(new AzureKeyCredential("key"))
			.credential((request) -> Mono.empty())
			.clientOptions(new ClientOptions().setHeaders(List.of(new Header("x-own", "1"))));
		List<Object> before = types(configuration.apply(TestCalls.builder(endpoint)).buildClient());
		withClients(configuration, (clients) -> {
			List<Object> after = types(clients.sync);
			assertThat(after.indexOf(UserSecurityContextPolicy.class)).isEqualTo(after.indexOf(RetryPolicy.class) - 1);
			after.remove(UserSecurityContextPolicy.class);
			before.remove(OutsideSpringPolicy.class);
			assertThat(after).isEqualTo(before);
		});
	}

	@Test
	void withoutRetriesOursComesFirst() {
		Recorder recorder = new Recorder(HttpPipelinePosition.PER_CALL);
		withClients((builder) -> builder.pipeline(new HttpPipelineBuilder().policies(recorder).build()), (clients) -> {
			assertThat(types(clients.sync)).containsExactly(UserSecurityContextPolicy.class, Recorder.class);
			TestCalls.ask(clients.sync);
			assertThat(recorder.bodies).hasSize(1).first().asString().contains("user_security_context");
		});
	}

	@Test
	void aPolicyOfTheApplicationRunsAsOftenAsBefore() {
		Recorder perCall = new Recorder(HttpPipelinePosition.PER_CALL);
		Recorder perRetry = new Recorder(HttpPipelinePosition.PER_RETRY);
		FakeHttpClient http = new FakeHttpClient();
		withClients((builder) -> builder.httpClient(http).addPolicy(perCall).addPolicy(perRetry), (clients) -> {
			http.failNext(500);
			TestCalls.ask(clients.sync);
			http.failNext(429);
			TestCalls.ask(clients.async);
		});
		assertThat(perCall.bodies).hasSize(2).noneMatch((body) -> body.contains("user_security_context"));
		assertThat(perRetry.bodies).hasSize(4).allMatch((body) -> body.contains("user_security_context"));
	}

	@Test
	void whatAPolicyOfTheApplicationAddsToTheBodyIsSeen() {
		HttpPipelinePolicy own = new HttpPipelineSyncPolicy() {

			@Override
			public HttpPipelinePosition getPipelinePosition() {
				return HttpPipelinePosition.PER_CALL;
			}

			@Override
			protected void beforeSendingRequest(HttpPipelineCallContext context) {
				String body = context.getHttpRequest().getBodyAsBinaryData().toString();
				context.getHttpRequest()
					.setBody("{\"user_security_context\":{\"end_user_id\":\"own\"}," + body.substring(1));
			}

		};
		withClients((builder) -> builder.addPolicy(own), (clients) -> {
			Users.as(Users.ALICE, () -> TestCalls.ask(clients.sync));
			Users.as(Users.ALICE, () -> TestCalls.ask(clients.async));
		});
		assertThat(endpoint.received()).hasSize(2)
			.allMatch((received) -> "{\"application_name\":\"demo\",\"end_user_id\":\"own\"}"
				.equals(Received.context(received)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void everyAttemptSendsTheSameBytes(int status) {
		FakeHttpClient http = new FakeHttpClient();
		withClients((builder) -> builder.httpClient(http), (clients) -> {
			http.failNext(status, status);
			Users.as(Users.ALICE, () -> TestCalls.ask(clients.sync));
			http.failNext(status, status);
			Users.as(Users.ALICE, () -> TestCalls.ask(clients.async));
		});
		assertThat(http.requests).hasSize(6);
		for (HttpRequest request : http.requests) {
			byte[] body = request.getBodyAsBinaryData().toBytes();
			assertThat(body).isEqualTo(http.requests.get(0).getBodyAsBinaryData().toBytes());
			assertThat(body).asString(StandardCharsets.UTF_8).startsWith("{" + Users.ALICE_MEMBER + ",");
			assertThat(request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH))
				.isEqualTo(String.valueOf(body.length));
		}
	}

	@Test
	void aShortBodyIsSentInOnePieceAndALongOneWithoutACopy() {
		FakeHttpClient http = new FakeHttpClient();
		withClients((builder) -> builder.httpClient(http), (clients) -> {
			clients.sync.getChatCompletions("gpt", TestCalls.options("x".repeat(10_000)));
			clients.sync.getChatCompletions("gpt", TestCalls.options("x".repeat(20_000)));
		});
		assertThat(http.requests).extracting((request) -> request.getBody().count().block()).containsExactly(1L, 2L);
		assertThat(http.requests).allMatch((request) -> request.getBodyAsBinaryData()
			.toString()
			.startsWith("{\"user_security_context\":" + APPLICATION_JSON + ","));
	}

	@Test
	void bodiesAreLoggedAsTheyAreSent(CapturedOutput output) {
		HttpLogOptions logging = new HttpLogOptions().setLogLevel(HttpLogDetailLevel.BODY_AND_HEADERS);
		withClients((builder) -> builder.httpLogOptions(logging), (clients) -> {
			LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());
			system.setLogLevel("com.azure", LogLevel.INFO);
			try {
				TestCalls.ask(clients.sync);
				TestCalls.ask(clients.async);
			}
			finally {
				system.setLogLevel("com.azure", null);
			}
		});
		assertThat(endpoint.received()).hasSize(2)
			.allMatch((received) -> APPLICATION_JSON.equals(Received.context(received)));
		String logged = endpoint.last().text().replace("\"", "\\\"");
		assertThat(output.getOut().split(Pattern.quote(logged), -1)).hasSize(3);
	}

	@Test
	void theHttpClientAndTheCredentialsStay() {
		FakeHttpClient http = new FakeHttpClient();
		withClients((builder) -> builder.endpoint("https://example.openai.azure.com/prefix")
			.httpClient(http)
			.credential(new AzureKeyCredential("key"))
			.credential((request) -> Mono.just(new AccessToken("token", OffsetDateTime.MAX)))
			.serviceVersion(OpenAIServiceVersion.V2025_01_01_PREVIEW), (clients) -> {
				TestCalls.ask(clients.sync);
				TestCalls.ask(clients.async);
			});
		assertThat(http.requests).hasSize(2);
		for (HttpRequest request : http.requests) {
			assertThat(request.getUrl()).hasToString(
					"https://example.openai.azure.com/prefix" + Received.CHAT_PATH + "?api-version=2025-01-01-preview");
			assertThat(request.getHeaders().getValue(HttpHeaderName.fromString("api-key"))).isEqualTo("key");
			assertThat(request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION)).isEqualTo("Bearer token");
			assertThat(request.getBodyAsBinaryData().toString())
				.startsWith("{\"user_security_context\":" + APPLICATION_JSON + ",");
		}
	}

	@Test
	void theServiceVersionStaysAndAnOlderOneCarriesNothing() {
		withClients((builder) -> builder.serviceVersion(OpenAIServiceVersion.V2024_06_01), (clients) -> {
			TestCalls.ask(clients.sync);
			TestCalls.ask(clients.async);
		});
		assertThat(endpoint.received()).hasSize(2)
			.allMatch((received) -> received.uri().endsWith("?api-version=2024-06-01"))
			.allMatch((received) -> received.text().startsWith("{\"messages\""));
	}

	@Test
	void theTracerKeepsWhatItMayShow() {
		List<String> urls = new ArrayList<>();
		Tracer tracer = new RecordingTracer(urls);
		List<HttpPipelinePolicy> policies = new ArrayList<>(List.of(new RetryPolicy()));
		HttpPolicyProviders.addAfterRetryPolicies(policies);
		ClientOptions options = new ClientOptions()
			.setTracingOptions(new TracingOptions().setAllowedTracingQueryParamNames(Set.of("own", "api-version")));
		HttpPipelinePolicy parameter = new HttpPipelineSyncPolicy() {

			@Override
			protected void beforeSendingRequest(HttpPipelineCallContext context) {
				context.getHttpRequest().setUrl(context.getHttpRequest().getUrl() + "&own=1&other=2");
			}

		};
		policies.add(0, parameter);
		withClients((builder) -> builder.pipeline(new HttpPipelineBuilder().clientOptions(options)
			.tracer(tracer)
			.policies(policies.toArray(new HttpPipelinePolicy[0]))
			.build()), (clients) -> {
				assertThat(PipelineOf.pipeline(clients.sync).getTracer()).isSameAs(tracer);
				TestCalls.ask(clients.sync);
				TestCalls.ask(clients.async);
			});
		assertThat(urls).hasSize(2)
			.allMatch((url) -> url.endsWith("?api-version=2025-01-01-preview&own=1&other=REDACTED"));
	}

	private static List<Object> types(Object client) {
		return new ArrayList<>(PipelineOf.policies(client).map(Object::getClass).toList());
	}

	/**
	 * Tries a configuration on clients, and then on clients of a builder that is a bean.
	 */
	private static void withClients(UnaryOperator<OpenAIClientBuilder> configuration, Consumer<Clients> test) {
		TestCalls.runner()
			.withBean("client", OpenAIClient.class,
					() -> configuration.apply(TestCalls.builder(endpoint)).buildClient())
			.withBean("async", OpenAIAsyncClient.class,
					() -> configuration.apply(TestCalls.builder(endpoint)).buildAsyncClient())
			.run((context) -> test
				.accept(new Clients(context.getBean(OpenAIClient.class), context.getBean(OpenAIAsyncClient.class))));
	}

	private record Clients(OpenAIClient sync, OpenAIAsyncClient async) {

	}

	private static final class Recorder extends HttpPipelineSyncPolicy {

		private final HttpPipelinePosition position;

		private final List<String> bodies = new CopyOnWriteArrayList<>();

		private Recorder(HttpPipelinePosition position) {
			this.position = position;
		}

		@Override
		public HttpPipelinePosition getPipelinePosition() {
			return this.position;
		}

		@Override
		protected void beforeSendingRequest(HttpPipelineCallContext context) {
			BinaryData body = context.getHttpRequest().getBodyAsBinaryData();
			this.bodies.add(new String(body.toBytes(), StandardCharsets.UTF_8));
		}

	}

	private record RecordingTracer(List<String> urls) implements Tracer {

		@Override
		public Context start(String methodName, Context context) {
			return context;
		}

		@Override
		public Context start(String methodName, StartSpanOptions options, Context context) {
			this.urls.add(String.valueOf(options.getAttributes().get("http.url")));
			return context;
		}

		@Override
		public void end(String errorMessage, Throwable throwable, Context context) {
		}

		@Override
		public void setAttribute(String key, String value, Context context) {
		}

		@Override
		public AutoCloseable makeSpanCurrent(Context context) {
			return () -> {
			};
		}

	}

}
