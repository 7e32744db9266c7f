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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.rest.UserSecurityContextClientHttpRequestInterceptor;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import io.github.securitycontext.support.ClientCalls.Calls;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not wait: a time-out is one, and whoever gives up a call ends it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ImpatientClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static AzureOpenAiEndpoint endpoint;

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private ConfigurableApplicationContext context;

	@BeforeAll
	static void startEndpoint() {
		endpoint = AzureOpenAiEndpoint.start();
	}

	@AfterAll
	static void stopEndpoint() {
		endpoint.close();
	}

	@BeforeEach
	void start() {
		endpoint.reset();
		this.context = run();
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(Clients.class).web(WebApplicationType.NONE)
			.properties("spring.application.name=demo", "spring.main.banner-mode=off", "endpoint=" + endpoint.url())
			.properties(properties)
			.run();
	}

	@Test
	void aTimeOutComesToTheSameAsWithoutTheStarter() {
		Function<ReceivedCall, Answer> late = (call) -> Answer.text("Hello").delayedBy(PATIENCE.multipliedBy(2));
		Map<String, Outcome> expected;
		try (ConfigurableApplicationContext without = run("securitycontext.enabled=false")) {
			expected = outcomes(without, late);
		}
		Map<String, Outcome> actual = outcomes(this.context, late);
		assertThat(actual.values()).allSatisfy((outcome) -> {
			assertThat(outcome.failure()).isNotNull();
			assertThat(outcome.bodies()).singleElement().asString().contains(Users.ALICE_MEMBER);
		});
		actual.replaceAll((name, outcome) -> outcome.without(Users.ALICE_MEMBER));
		assertThat(actual).containsExactlyEntriesOf(expected);
	}

	/**
	 * OkHttp has two time-outs, of which either may be the first.
	 */
	private static Outcome withoutRace(Outcome outcome) {
		String failure = outcome.failure();
		return new Outcome(
				(failure != null) ? failure.replaceAll("(?s)(OpenAIIoException: Request failed).*", "$1") : null,
				outcome.bodies());
	}

	/**
	 * Makes all calls at once, each to a deployment of its own. What is late must be the
	 * answer, so each has been made before.
	 */
	private static Map<String, Outcome> outcomes(ConfigurableApplicationContext context,
			Function<ReceivedCall, Answer> answer) {
		endpoint.reset();
		Calls calls = context.getBean(Calls.class);
		calls.byNames().values().forEach(EveryLibrary::failureOf);
		endpoint.clear();
		endpoint.answerWith(answer);
		Map<String, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
		calls.byNames().keySet().forEach((name) -> {
			String deployment = name.replace(' ', '-');
			Runnable call = calls.byNames(deployment).get(name);
			outcomes.put(name,
					CompletableFuture.supplyAsync(
							() -> Outcome.of(call, endpoint, (received) -> deployment.equals(received.deployment())),
							(task) -> new Thread(task).start()));
		});
		Map<String, Outcome> ended = new LinkedHashMap<>();
		outcomes.forEach((name, outcome) -> ended.put(name, withoutRace(outcome.join())));
		return ended;
	}

	@Test
	void aTimeOutOfTheRepeatIsOneOfTheCall() {
		Map<String, Outcome> outcomes = outcomes(this.context,
				(call) -> (call.userSecurityContext() != null) ? Answer.unrecognizedArgument("user_security_context")
						: Answer.text("Hello").delayedBy(PATIENCE.multipliedBy(2)));
		assertThat(outcomes.values()).allSatisfy((outcome) -> {
			assertThat(outcome.failure()).isNotNull().doesNotContain("Unrecognized");
			assertThat(outcome.bodies()).hasSize(2);
		});
	}

	@Test
	void aSubscriberThatGivesUpBeforeTheAnswerGetsNoRepeat(CapturedOutput output) {
		CountDownLatch gaveUp = new CountDownLatch(1);
		endpoint.answerWith((call) -> {
			await(gaveUp);
			return Answer.unrecognizedArgument("user_security_context");
		});
		OpenAIAsyncClient azure = this.context.getBean(OpenAIAsyncClient.class);
		WebClient webClient = this.context.getBean(WebClient.class);
		OpenAIClient openAi = this.context.getBean(OpenAIClient.class)
			.withOptions((options) -> options.timeout(Duration.ofSeconds(30)));
		Disposable first = Users.as(Users.ALICE,
				() -> azure.getChatCompletions("gpt", options()).subscribe((answer) -> {
				}, this.failures::add));
		Disposable second = Users.as(Users.ALICE,
				() -> webClient.post()
					.uri(path("gpt"))
					.bodyValue("{}")
					.retrieve()
					.toBodilessEntity()
					.subscribe((answer) -> {
					}, this.failures::add));
		CompletableFuture<?> third = Users.as(Users.ALICE,
				() -> openAi.async().chat().completions().create(params("gpt")));
		endpoint.await(3);
		first.dispose();
		second.dispose();
		third.cancel(true);
		gaveUp.countDown();
		Awaitility.await()
			.during(Duration.ofSeconds(1))
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(endpoint.received()).hasSize(3));
		assertThat(this.failures).isEmpty();
		assertThat(output).doesNotContain("onErrorDropped");
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ChatCompletionsOptions options() {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hi")));
	}

	private static ChatCompletionCreateParams params(String deployment) {
		return ChatCompletionCreateParams.builder().model(deployment).addUserMessage("hi").build();
	}

	private static String path(String deployment) {
		return "/openai/deployments/" + deployment + "/chat/completions?api-version=2025-01-01-preview";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Clients {

		@Bean
		OpenAIClientBuilder builder(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint)
				.clientOptions(new HttpClientOptions().setResponseTimeout(PATIENCE))
				.retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)));
		}

		@Bean
		OpenAIAsyncClient patientClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildAsyncClient();
		}

		@Bean
		OpenAIClient openAiClient(@Value("${endpoint}") String endpoint) {
			return OpenAIOkHttpClient.builder()
				.baseUrl(endpoint)
				.credential(AzureApiKeyCredential.create("key"))
				.azureUrlPathMode(AzureUrlPathMode.LEGACY)
				.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2025-01-01-preview"))
				.timeout(PATIENCE)
				.maxRetries(0)
				.build();
		}

		@Bean
		WebClient webClient(@Value("${endpoint}") String endpoint, UserSecurityContextExchangeFilterFunction filter) {
			return WebClient.builder()
				.baseUrl(endpoint)
				.defaultHeaders((headers) -> headers.setContentType(MediaType.APPLICATION_JSON))
				.filter(filter.withAzureHosts("127.0.0.1"))
				.build();
		}

		@Bean
		RestClient restClient(@Value("${endpoint}") String endpoint,
				UserSecurityContextClientHttpRequestInterceptor interceptor) {
			SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
			requests.setReadTimeout(PATIENCE);
			return RestClient.builder()
				.baseUrl(endpoint)
				.requestFactory(requests)
				.requestInterceptor(interceptor.withAzureHosts("127.0.0.1"))
				.build();
		}

		@Bean
		Calls calls(OpenAIClientBuilder builder, OpenAIClient openAi, WebClient webClient, RestClient restClient) {
			com.azure.ai.openai.OpenAIClient sync = builder.buildClient();
			OpenAIAsyncClient azure = builder.buildAsyncClient();
			return new Calls().with("azure-ai-openai", (gpt) -> sync.getChatCompletions(gpt, options()))
				.with("azure-ai-openai async", (gpt) -> azure.getChatCompletions(gpt, options()).block())
				.with("azure-ai-openai async stream",
						(gpt) -> azure.getChatCompletionsStream(gpt, options()).collectList().block())
				.with("openai-java", (gpt) -> openAi.chat().completions().create(params(gpt)))
				.with("openai-java async", (gpt) -> openAi.async().chat().completions().create(params(gpt)).join())
				.with("RestClient",
						(gpt) -> restClient.post()
							.uri(path(gpt))
							.contentType(MediaType.APPLICATION_JSON)
							.body("{}")
							.retrieve()
							.toBodilessEntity())
				.with("WebClient", (gpt) -> Objects.requireNonNull(
						webClient.post().uri(path(gpt)).bodyValue("{}").retrieve().toBodilessEntity().block(PATIENCE)));
		}

	}

}
