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

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.function.Supplier;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.serializer.ObjectSerializer;
import com.azure.core.util.serializer.TypeReference;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * "Do no harm": what fails costs the context, not the call.
 */
@ExtendWith(OutputCaptureExtension.class)
class AzureOpenAiHarmTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final ApplicationContextRunner runner = TestCalls.runner()
		.withBean("client", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient());

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void anAnswerOfTheApplicationWithoutABodyReachesIt() {
		HttpClient stub = (request) -> Mono.just(new BodilessBadRequest(request));
		TestCalls.runner()
			.withBean(OpenAIClient.class, () -> TestCalls.builder(endpoint).httpClient(stub).buildClient())
			.withBean(OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).httpClient(stub).buildAsyncClient())
			.run((context) -> {
				assertThatExceptionOfType(HttpResponseException.class)
					.isThrownBy(() -> TestCalls.ask(context.getBean(OpenAIClient.class)))
					.matches((failure) -> failure.getResponse().getStatusCode() == 400);
				assertThatExceptionOfType(HttpResponseException.class)
					.isThrownBy(() -> TestCalls.ask(context.getBean(OpenAIAsyncClient.class)))
					.matches((failure) -> failure.getResponse().getStatusCode() == 400);
			});
	}

	@Test
	void aSourceThatFailsLeavesTheApplicationAndIsReportedOncePerCause(CapturedOutput output) {
		this.runner.run((context) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			for (int i = 0; i < 3; i++) {
				askWith(client, () -> {
					throw new IllegalStateException("alice@example.com");
				});
				askWith(client, () -> {
					throw new StackOverflowError("alice@example.com");
				});
			}
		});
		assertThat(endpoint.received()).hasSize(6)
			.allMatch((received) -> Users.APPLICATION_JSON.equals(Received.context(received)));
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).hasSize(2)
			.allMatch((line) -> line.contains("A call carries neither end user nor address"));
		assertThat(output).doesNotContain("alice@example.com");
	}

	@Test
	void aSourceThatKnowsNobodyLeavesTheApplication() {
		this.runner.run((context) -> {
			askWith(context.getBean(OpenAIClient.class), () -> null);
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
		});
	}

	@Test
	void withNothingKnownTheCallIsSentAsItIs() {
		this.runner.withPropertyValues("spring.application.name=").run((context) -> {
			TestCalls.ask(context.getBean(OpenAIClient.class));
			assertThat(endpoint.last().text()).startsWith("{\"messages\"");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "text", "[]", "{", "{\"a\":1", "null", "{\"a\":1}}", "{\"a\":1}\n{\"a\":2}\n" })
	void aStrangeBodyIsSentAsItIs(String body) {
		this.runner.run((context) -> {
			context.getBean(OpenAIClient.class)
				.getChatCompletionsWithResponse("gpt", BinaryData.fromString(body), new RequestOptions());
			assertThat(endpoint.last().text()).isEqualTo(body);
		});
	}

	@Test
	void aMissingBodyIsNoProblem(CapturedOutput output) {
		this.runner.run((context) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			assertSameOutcome(client, () -> null);
			assertSameOutcome(client, () -> BinaryData.fromObject(null));
		});
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aBodyThatCannotBeWrittenFailsWithTheExceptionOfTheLibrary(CapturedOutput output) {
		this.runner.run((context) -> {
			Throwable failure = assertSameOutcome(context.getBean(OpenAIClient.class),
					() -> BinaryData.fromObject("", new FailingSerializer()));
			assertThat(failure).isNotNull().hasStackTraceContaining("cannot be written");
		});
		assertThat(endpoint.received()).isEmpty();
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"quoted\"", "back\\slash", "C:\\\"", "äöü € \uD83D\uDE00", "</script>", "{\"a\":1}",
			"\\u0041", "a\u007Fb", "\uFFFE" })
	void anyApplicationNameIsCorrectJson(String name) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getSystemProperties()
				.put("securitycontext.application-name", name))
			.run((context) -> {
				try {
					TestCalls.ask(context.getBean(OpenAIClient.class));
				}
				finally {
					context.getEnvironment().getSystemProperties().remove("securitycontext.application-name");
				}
				JsonNode body = JsonMapper.shared().readTree(endpoint.last().body());
				assertThat(body.at("/user_security_context/application_name").asString())
					.isEqualTo(name.replace("\u007F", ""));
			});
	}

	private static void askWith(OpenAIClient client, Supplier<? extends @Nullable UserSecurityContext> source) {
		UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(source);
		try {
			assertThat(TestCalls.ask(client)).isEqualTo("Hello");
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Sends the body with a client that carries the context, and with one that does not.
	 */
	private static @Nullable Throwable assertSameOutcome(OpenAIClient client, Supplier<@Nullable BinaryData> body) {
		Throwable expected = catchThrowable(() -> send(TestCalls.builder(endpoint).buildClient(), body.get()));
		byte[] sent = endpoint.received().isEmpty() ? new byte[0] : endpoint.last().body();
		Throwable actual = catchThrowable(() -> send(client, body.get()));
		assertThat(String.valueOf(actual)).isEqualTo(String.valueOf(expected));
		assertThat(endpoint.received().isEmpty() ? new byte[0] : endpoint.last().body()).isEqualTo(sent);
		return actual;
	}

	@SuppressWarnings("NullAway") // what an application may do by mistake
	private static void send(OpenAIClient client, @Nullable BinaryData body) {
		client.getChatCompletionsWithResponse("gpt", body, new RequestOptions());
	}

	private static final class FailingSerializer implements ObjectSerializer {

		@Override
		public <T> T deserialize(InputStream stream, TypeReference<T> type) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <T> Mono<T> deserializeAsync(InputStream stream, TypeReference<T> type) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void serialize(OutputStream stream, Object value) {
			throw new IllegalArgumentException("cannot be written");
		}

		@Override
		public Mono<Void> serializeAsync(OutputStream stream, Object value) {
			return Mono.error(() -> new IllegalArgumentException("cannot be written"));
		}

	}

	private static final class BodilessBadRequest extends HttpResponse {

		private BodilessBadRequest(HttpRequest request) {
			super(request);
		}

		@Override
		public int getStatusCode() {
			return 400;
		}

		@Override
		@Deprecated
		public @Nullable String getHeaderValue(String name) {
			return null;
		}

		@Override
		public HttpHeaders getHeaders() {
			return new HttpHeaders();
		}

		@Override
		public Flux<ByteBuffer> getBody() {
			return Flux.empty();
		}

		@Override
		public @Nullable BinaryData getBodyAsBinaryData() {
			return null;
		}

		@Override
		public Mono<byte[]> getBodyAsByteArray() {
			return Mono.empty();
		}

		@Override
		public Mono<String> getBodyAsString() {
			return Mono.empty();
		}

		@Override
		public Mono<String> getBodyAsString(Charset charset) {
			return Mono.empty();
		}

	}

}
