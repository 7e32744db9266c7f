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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

import static io.github.securitycontext.support.Users.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What adjusts or vetoes the context of a single call.
 */
@ExtendWith(OutputCaptureExtension.class)
class AzureOpenAiCustomizerTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final FakeHttpClient http = new FakeHttpClient();

	private final ApplicationContextRunner runner = TestCalls.runner()
		.withBean("client", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient())
		.withBean("async", OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).buildAsyncClient());

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@Test
	void severalAreAskedInTheirOrder() {
		this.runner.withUserConfiguration(Ordered.class).run((context) -> {
			assertThat(contextFor(context.getBean(OpenAIClient.class)))
				.isEqualTo("{\"application_name\":\"demo-1-2-3\"," + Users.ALICE_MEMBERS + "}");
		});
	}

	@Test
	void aVetoSendsTheCallAsItIsAndAsksNobodyElse() {
		this.runner.withUserConfiguration(Veto.class).run((context) -> {
			assertThat(contextFor(context.getBean(OpenAIClient.class))).isNull();
			TestCalls.ask(context.getBean(OpenAIAsyncClient.class));
			assertThat(endpoint.received()).hasSize(2)
				.noneMatch((received) -> received.text().contains("user_security_context"));
			assertThat(context.getBean(Veto.class).askedLater).isEmpty();
		});
	}

	@Test
	void anEmptyContextSendsTheCallAsItIs() {
		this.runner
			.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> UserSecurityContext.empty())
			.run((context) -> assertThat(contextFor(context.getBean(OpenAIClient.class))).isNull());
	}

	@Test
	void itSeesTheContextAndTheRequest() {
		List<UserSecurityContext> contexts = new ArrayList<>();
		List<OutgoingRequest> requests = new ArrayList<>();
		this.runner.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> {
			contexts.add(context);
			requests.add(request);
			return context;
		}).run((context) -> contextFor(context.getBean(OpenAIClient.class)));
		assertThat(contexts).containsExactly(ALICE.toBuilder().applicationName("demo").build());
		assertThat(requests).containsExactly(new OutgoingRequest("client", true, "POST", "127.0.0.1",
				URI.create(endpoint.url()).getPort(), Received.CHAT_PATH, "api-version=2025-01-01-preview"));
	}

	@Test
	void itIsAskedOnTheCallersThreadOncePerCallAndNotPerAttempt() {
		List<Thread> threads = new ArrayList<>();
		TestCalls.runner()
			.withBean("client", OpenAIClient.class,
					() -> TestCalls.builder(endpoint).httpClient(this.http).buildClient())
			.withBean("async", OpenAIAsyncClient.class,
					() -> TestCalls.builder(endpoint).httpClient(this.http).buildAsyncClient())
			.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> {
				threads.add(Thread.currentThread());
				return context;
			})
			.run((context) -> {
				this.http.failNext(500, 429);
				TestCalls.ask(context.getBean(OpenAIClient.class));
				this.http.failNext(500, 429);
				TestCalls.ask(context.getBean(OpenAIAsyncClient.class));
			});
		assertThat(this.http.requests).hasSize(6);
		assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
	}

	@Test
	void itIsNotAskedForRequestsThatMayNotCarryAContext() {
		List<OutgoingRequest> asked = new ArrayList<>();
		this.runner.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> {
			asked.add(request);
			return context;
		}).withPropertyValues("securitycontext.clients.async.enabled=false").run((context) -> {
			context.getBean(OpenAIClient.class)
				.getEmbeddingsWithResponse("gpt", BinaryData.fromString("{}"), new RequestOptions());
			TestCalls.ask(context.getBean(OpenAIAsyncClient.class));
		});
		assertThat(endpoint.received()).hasSize(2);
		assertThat(asked).isEmpty();
	}

	@Test
	void oneThatFailsCostsTheContextAndIsReportedOnceWithoutPersonalData(CapturedOutput output) {
		this.runner.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> {
			throw new IllegalStateException("no " + context.getEndUserId());
		}).run((context) -> {
			for (int i = 0; i < 3; i++) {
				assertThat(contextFor(context.getBean(OpenAIClient.class))).isNull();
				Users.as(ALICE, () -> TestCalls.ask(context.getBean(OpenAIAsyncClient.class)));
			}
			assertThat(endpoint.received()).hasSize(6)
				.allMatch((received) -> received.text().startsWith("{\"messages\""));
		});
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("IllegalStateException")
			.contains("AzureOpenAiCustomizerTests")
			.doesNotContain(String.valueOf(ALICE.getEndUserId()));
	}

	@Test
	void itMayItselfUseAClientAndIsNotInitialisedEarly(CapturedOutput output) {
		this.runner.withUserConfiguration(UsesClient.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanFactory().containsSingleton("usesClient")).isFalse();
			assertThat(contextFor(context.getBean(OpenAIClient.class)))
				.contains("\"application_name\":\"client there\"");
			assertThat(context.getBeanFactory().containsSingleton("usesClient")).isTrue();
		});
		assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void oneThatCannotBeCreatedCostsTheContextOnly() {
		this.runner.withUserConfiguration(CannotBeCreated.class)
			.run((context) -> assertThat(contextFor(context.getBean(OpenAIClient.class))).isNull());
	}

	private static @Nullable String contextFor(OpenAIClient client) {
		Users.as(ALICE, () -> TestCalls.ask(client));
		return Received.context(endpoint.last());
	}

	private static UserSecurityContextCustomizer append(String suffix) {
		return (context, request) -> context.toBuilder().applicationName(context.getApplicationName() + suffix).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Ordered {

		@Bean
		@Order(3)
		UserSecurityContextCustomizer third() {
			return append("-3");
		}

		@Bean
		@Order(1)
		UserSecurityContextCustomizer first() {
			return append("-1");
		}

		@Bean
		@Order(2)
		UserSecurityContextCustomizer second() {
			return append("-2");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Veto {

		private final List<OutgoingRequest> askedLater = new ArrayList<>();

		@Bean
		@Order(1)
		UserSecurityContextCustomizer veto() {
			return (context, request) -> null;
		}

		@Bean
		@Order(2)
		UserSecurityContextCustomizer later() {
			return (context, request) -> {
				this.askedLater.add(request);
				return context;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsesClient {

		@Bean
		@Lazy
		UserSecurityContextCustomizer usesClient(OpenAIClient client) {
			return (context, request) -> context.toBuilder()
				.applicationName("client " + ((client != null) ? "there" : "missing"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CannotBeCreated {

		@Bean
		@Lazy
		UserSecurityContextCustomizer cannotBeCreated() {
			throw new IllegalStateException("cannot be created");
		}

	}

}
