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

package io.github.securitycontext.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.azure.AzureOpenAiClients;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.slf4j.LoggerFactory;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which answers are refusals of the context, and what is remembered of them.
 */
class RefusalShapeTests {

	private static final String MEMBER = "user_security_context";

	private static final String UNIFIED = "/openai/v1/chat/completions";

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final List<CallReport> reports = new CopyOnWriteArrayList<>();

	private UserSecurityContextAttacher attacher;

	@BeforeEach
	void create() {
		this.attacher = attacher(UnsupportedModelAction.RETRY_WITHOUT);
	}

	private UserSecurityContextAttacher attacher(UnsupportedModelAction action) {
		List<CallListener> listeners = List.of((report) -> {
			throw new IllegalStateException("expected");
		}, this.reports::add);
		return new UserSecurityContextAttacher(List::of, () -> listeners, action);
	}

	@AfterEach
	void stop() {
		this.endpoint.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Unrecognized request argument supplied: user_security_context",
			"  unrecognized request argument supplied: user_security_context.",
			"Unrecognized request arguments supplied: foo, user_security_context",
			"Unrecognized request arguments supplied: user_security_context,foo",
			"\"Unrecognized request argument supplied: user_security_context\"",
			"{\"error\":\"Unrecognized request argument supplied: user_security_context\"}",
			"{\"message\":\"Unrecognized request argument supplied: user_security_context\"}",
			"{\"error\":{\"message\":\"Unrecognized request argument supplied: user_security\\u005fcontext\"}}",
			"{\"error\":{\"code\":\"unrecognized_request_argument\"}}",
			"{\"error\":{\"code\":\"unrecognized_request_argument\",\"message\":\"Extra inputs\"}}",
			"{\"error\":{\"code\":\"unrecognized_request_argument\",\"param\":\"user_security_context\"}}",
			"{\"error\":{\"code\":\"unknown_parameter\",\"param\":\"user_security_context\"}}",
			"{\"error\":{\"message\":\"Unknown parameter: 'user_security_context'.\"}}",
			"{\"error\":{\"message\":\"Unknown parameter: \\u0027user_security_context\\u0027.\"}}" })
	void aRefusal(String body) {
		refuseWith(body);
		assertThat(ask(client())).isEqualTo("Hello");
		assertThat(this.endpoint.received()).hasSize(2);
		assertThat(this.reports).extracting(CallReport::outcome)
			.containsExactly(CallOutcome.ATTACHED, CallOutcome.RETRIED_WITHOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Unrecognized request argument supplied: foo",
			"Unrecognized request argument supplied: foo. Did you mean user_security_context",
			"Unrecognized request argument supplied: user_security_context2",
			"The prompt said: Unrecognized request argument supplied: user_security_context",
			"{\"error\":{\"message\":\"'Unrecognized request argument supplied: user_security_context' is no prompt\"}}",
			"{\"error\":{\"code\":\"content_filter\",\"message\":\"user_security_context\",\"param\":\"prompt\"}}",
			"{\"error\":{\"code\":\"unrecognized_request_argument\",\"param\":\"foo\"}}",
			"{\"error\":{\"code\":\"unknown_parameter\",\"message\":\"Unknown parameter: 'foo'.\",\"param\":\"foo\"}}",
			"{\"error\":{\"inner\":{\"message\":\"Unrecognized request argument supplied: user_security_context\"}}}",
			"{\"prompt\":\"Unrecognized request argument supplied: user_security_context\"}", "{\"error\":", "{", "" })
	void noRefusal(String body) {
		refuseWith(body);
		assertThatExceptionOfType(HttpResponseException.class).isThrownBy(() -> ask(client()))
			.satisfies((failure) -> assertThat(failure.getResponse().getStatusCode()).isEqualTo(400));
		assertThat(this.endpoint.received()).hasSize(1);
		assertThat(this.reports).extracting(CallReport::outcome).containsExactly(CallOutcome.ATTACHED);
	}

	@Test
	void aRefusalThatListsThousandsOfArgumentsHarmsNobody() {
		String arguments = IntStream.range(0, 8000).mapToObj((i) -> "a" + i).collect(Collectors.joining(","));
		refuseWith("Unrecognized request arguments supplied: " + arguments + ",user_security_context");
		assertThatExceptionOfType(HttpResponseException.class).isThrownBy(() -> ask(client()));
	}

	@Test
	void anObjectOfTheCallerIsNeverTakenAway() {
		this.endpoint.refuseUserSecurityContext();
		assertThatExceptionOfType(HttpResponseException.class).isThrownBy(() -> Users.as(Users.ALICE,
				() -> client().getChatCompletionsWithResponse("gpt",
						BinaryData.fromString("{\"user_security_context\":{\"end_user_id\":\"eve\"},\"messages\":[]}"),
						new RequestOptions())));
		assertThat(this.endpoint.received()).hasSize(1);
	}

	@Test
	void onPathsThatNameNoModelEachModelIsRememberedForItself() {
		refuseModel("deepseek");
		RestClient client = restClient();
		post(client, "deepseek");
		post(client, "gpt-4o");
		post(client, "deepseek");
		post(client, "gpt-4o");
		assertThat(this.endpoint.received()).extracting((call) -> call.model() + has(call))
			.containsExactly("deepseek+", "deepseek", "gpt-4o+", "deepseek", "gpt-4o+");
	}

	@Test
	void aRefusalWhereNothingNamesTheModelIsNotRemembered() {
		this.endpoint.answerNextWith(Answer.unrecognizedArgument(MEMBER));
		RestClient client = restClient();
		post(client, null);
		post(client, null);
		post(client, "gpt-4o");
		assertThat(this.endpoint.received()).extracting(RefusalShapeTests::has).containsExactly("+", "", "+", "+");
	}

	@Test
	void theNameOfAModelCannotForgeALineOfTheLog() {
		Logger logger = (Logger) LoggerFactory.getLogger(UserSecurityContextAttacher.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		logger.setLevel(Level.WARN);
		try {
			this.endpoint.refuseUserSecurityContext();
			post(restClient(), "x\\u000aWARN forged");
		}
		finally {
			logger.setLevel(null);
			logger.detachAppender(lines);
		}
		assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((line) -> line.contains("\n"))
			.anyMatch((line) -> line.startsWith("The model 'x?WARN?forged' at 127.0.0.1"));
	}

	@Test
	void aFilterThatWasAddedTwiceActsOnce() {
		this.endpoint.refuseUserSecurityContext();
		UserSecurityContextExchangeFilterFunction filter = new UserSecurityContextExchangeFilterFunction(this.attacher,
				new ClientSettings(null, true, "demo"))
			.withAzureHosts("127.0.0.1");
		WebClient client = WebClient.builder().filter(filter).filter(filter).build();
		client.post().uri(this.endpoint.url() + UNIFIED).body((message, context) -> {
			message.getHeaders().add("X-Signature", "signed");
			return BodyInserters.fromValue("{\"model\":\"m\"}").insert(message, context);
		}).retrieve().toBodilessEntity().block();
		assertThat(this.endpoint.received()).hasSize(2)
			.allSatisfy((call) -> assertThat(call.header("X-Signature")).isEqualTo("signed"));
		RestClient twice = restClient().mutate().requestInterceptor(interceptor()).build();
		post(twice, "other");
		assertThat(this.endpoint.received()).hasSize(4);
	}

	@Test
	void theRepeatCanUseTheConnectionOfTheRefusedCall() {
		this.endpoint.answerWith((call) -> has(call).isEmpty() ? Answer.text("Hello")
				: Answer.status(400)
					.body("application/json", "{\"error\":{\"code\":\"unrecognized_request_argument\",\"details\":\""
							+ "x".repeat(20_000) + "\"}}"));
		ConnectionProvider one = ConnectionProvider.builder("one")
			.maxConnections(1)
			.pendingAcquireTimeout(Duration.ofSeconds(5))
			.build();
		OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint(this.endpoint.url())
			.httpClient(new NettyAsyncHttpClientBuilder().connectionProvider(one).build());
		for (int i = 0; i < 5; i++) {
			create();
			assertThat(ask((OpenAIClient) attachTo(builder.buildClient()))).isEqualTo("Hello");
			create();
			OpenAIAsyncClient async = (OpenAIAsyncClient) attachTo(builder.buildAsyncClient());
			assertThat(Users.as(Users.ALICE, () -> ReactiveChatServer.ask(async).block())).isEqualTo("Hello");
		}
		assertThat(this.endpoint.received()).hasSize(20);
		one.dispose();
	}

	private void refuseWith(String body) {
		this.endpoint.answerWith((call) -> call.text().contains(MEMBER)
				? Answer.status(400).body("application/json", body) : Answer.text("Hello"));
	}

	private void refuseModel(String model) {
		this.endpoint.answerWith((call) -> (model.equals(call.model()) && !has(call).isEmpty())
				? Answer.unrecognizedArgumentOfModel(MEMBER) : Answer.text("Hello"));
	}

	private static String has(ReceivedCall call) {
		return (call.userSecurityContext() != null) ? "+" : "";
	}

	private static String ask(OpenAIClient client) {
		return Users.as(Users.ALICE, () -> ChatServer.ask(client));
	}

	private OpenAIClient client() {
		return (OpenAIClient) attachTo(new OpenAIClientBuilder().endpoint(this.endpoint.url()).buildClient());
	}

	private Object attachTo(Object client) {
		try {
			return new AzureOpenAiClients(this.attacher).attachTo(client,
					(origin) -> new ClientSettings("client", true, "demo"));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private RestClient restClient() {
		return RestClient.builder().requestInterceptor(interceptor()).build();
	}

	private UserSecurityContextClientHttpRequestInterceptor interceptor() {
		return new UserSecurityContextClientHttpRequestInterceptor(this.attacher,
				new ClientSettings(null, true, "demo"))
			.withAzureHosts("127.0.0.1");
	}

	private void post(RestClient client, String model) {
		client.post()
			.uri(this.endpoint.url() + UNIFIED)
			.contentType(MediaType.APPLICATION_JSON)
			.body((model != null) ? "{\"model\":\"" + model + "\"}" : "{}")
			.retrieve()
			.toBodilessEntity();
	}

}
