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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.UserSecurityContext;
import com.azure.core.credential.KeyCredential;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.autoconfigure.AzureOpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static io.github.securitycontext.azure.OutsideSpring.application;
import static io.github.securitycontext.azure.OutsideSpring.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients that are not beans.
 */
class ClientsOutsideSpringTests {

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	/** All older than any application. */
	private static final List<Named<Runnable>> calls = OutsideSpring.calls(endpoint).toList();

	private static final OpenAIClient client = TestCalls.builder(endpoint).buildClient();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	@BeforeEach
	@AfterEach
	void stopAll() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
		OutsideSpring.assertThatNoApplicationRuns();
	}

	static Stream<Named<Runnable>> calls() {
		return calls.stream();
	}

	@ParameterizedTest
	@MethodSource("calls")
	void switchedOffACallIsTheSameToTheByte(Runnable call) {
		ReceivedCall before = OutsideSpring.received(endpoint, call);
		application("demo", false).run((context) -> assertSame(OutsideSpring.received(endpoint, call), before));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void switchedOnACallCarriesTheContextOfItsThreadAndNothingElseChanges(Runnable call) {
		ReceivedCall before = OutsideSpring.received(endpoint, call);
		application("demo", true).run((context) -> {
			ReceivedCall after = OutsideSpring.received(endpoint, call);
			assertThat(after.text()).isEqualTo("{" + Users.ALICE_MEMBER + "," + before.text().substring(1));
			assertThat(after.uri()).isEqualTo(before.uri());
			assertThat(headers(after)).isEqualTo(headers(before));
		});
		assertSame(OutsideSpring.received(endpoint, call), before);
	}

	@Test
	void aClientThatIsKeptCarriesTheContextOfWhateverApplicationRuns() {
		List<OpenAIClient> kept = new ArrayList<>();
		application("first", true).run((context) -> kept.add(TestCalls.builder(endpoint).buildClient()));
		assertThat(contextOf(kept.get(0))).isNull();
		application("second", true).run((context) -> assertThat(contextOf(kept.get(0))).isEqualTo(named("second")));
		assertThat(contextOf(kept.get(0))).isNull();
	}

	@Test
	void withoutAUserOrANameTheCallCarriesWhatIsKnown() {
		application("demo", true).run((context) -> {
			TestCalls.ask(client);
			assertThat(Received.context(endpoint.last())).isEqualTo(Users.APPLICATION_JSON);
		});
		application("", true).run((context) -> {
			assertThat(contextOf(client)).isEqualTo("{" + Users.ALICE_MEMBERS + "}");
			TestCalls.ask(client);
			assertThat(Received.context(endpoint.last())).isNull();
		});
	}

	@Test
	void whatTheCallerSetStandsAndIsCompleted() {
		application("demo", true).run((context) -> {
			ReceivedCall received = OutsideSpring.received(endpoint, () -> client.getChatCompletions("gpt",
					TestCalls.options("hi").setUserSecurityContext(new UserSecurityContext().setEndUserId("own"))));
			assertThat(Received.context(received)).isEqualTo("{\"application_name\":\"demo\",\"end_user_id\":\"own\"}");
		});
	}

	@Test
	void aCustomizerIsAskedOnceForEachCallAndSeesThatTheClientHasNoName() {
		List<String> names = new ArrayList<>();
		UserSecurityContextCustomizer customizer = (context, request) -> {
			names.add(String.valueOf(request.clientName()));
			return context.toBuilder().applicationName("customized").build();
		};
		application("demo", true).withBean(UserSecurityContextCustomizer.class, () -> customizer).run((context) -> {
			assertThat(contextOf(client)).isEqualTo(named("customized"));
			assertThat(names).containsExactly("null");
		});
	}

	@Test
	void aRepeatedTryCarriesItOnceAsWell() {
		FakeHttpClient http = new FakeHttpClient();
		OpenAIClient repeating = TestCalls.builder(endpoint).httpClient(http).buildClient();
		http.failNext(500, 503);
		application("demo", true).run((context) -> Users.as(Users.ALICE, () -> TestCalls.ask(repeating)));
		assertThat(http.requests).hasSize(3)
			.allSatisfy((request) -> assertThat(text(request)).startsWith("{" + Users.ALICE_MEMBER)
				.containsOnlyOnce("user_security_context"));
	}

	@Test
	void aClientOfApiOpenAiComCarriesNothing() {
		FakeHttpClient http = new FakeHttpClient();
		OpenAIClient foreign = new OpenAIClientBuilder().credential(new KeyCredential("key"))
			.httpClient(http)
			.buildClient();
		OpenAIClient named = new OpenAIClientBuilder().endpoint("https://api.openai.com/v1")
			.credential(new KeyCredential("key"))
			.httpClient(http)
			.buildClient();
		AzureOpenAiChatModel model = AzureOpenAiChatModel.builder()
			.endpoint("https://api.openai.com/v1")
			.nonAzureApiKey("key")
			.deploymentName("gpt")
			.httpClientProvider(() -> http)
			.build();
		application("demo", true).run((context) -> Users.as(Users.ALICE,
				() -> TestCalls.ask(foreign) + TestCalls.ask(named) + model.chat("hi")));
		assertThat(http.requests).hasSize(3)
			.allSatisfy((request) -> assertThat(text(request)).doesNotContain("user_security_context"))
			.allSatisfy((request) -> assertThat(request.getUrl().getHost()).isEqualTo("api.openai.com"));
	}

	@Test
	void aCallOfAnOlderVersionCarriesNothing() {
		OpenAIClient older = TestCalls.builder(endpoint)
			.serviceVersion(OpenAIServiceVersion.V2024_10_01_PREVIEW)
			.buildClient();
		application("demo", true).run((context) -> assertThat(contextOf(older)).isNull());
	}

	/**
	 * Only the pipelines of builders have policies of providers.
	 */
	@Test
	void aClientWithAPipelineOfItsOwnCarriesNothing() {
		OpenAIClient own = TestCalls.builder(endpoint).pipeline(new HttpPipelineBuilder().build()).buildClient();
		application("demo", true).run((context) -> assertThat(contextOf(own)).isNull());
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true" })
	void besideASecondApplicationACallCarriesNothingUntilThatIsClosed(boolean first, boolean second) {
		application("first", first).run((outer) -> {
			String alone = first ? named("first") : null;
			assertThat(contextOf(client)).isEqualTo(alone);
			application("second", second).run((inner) -> assertThat(contextOf(client)).isNull());
			assertThat(contextOf(client)).isEqualTo(alone);
		});
		assertThat(contextOf(client)).isNull();
	}

	@Test
	void theApplicationThatIsLeftCountsWhicheverItIs() {
		ConfigurableApplicationContext first = start("first", Application.class);
		ConfigurableApplicationContext second = start("second", Application.class);
		ConfigurableApplicationContext third = start("third", Application.class);
		first.close();
		assertThat(contextOf(client)).isNull();
		first.close();
		assertThat(contextOf(client)).isNull();
		third.close();
		assertThat(contextOf(client)).isEqualTo(named("second"));
		first.close();
		third.close();
		assertThat(contextOf(client)).isEqualTo(named("second"));
		second.close();
		assertThat(contextOf(client)).isNull();
	}

	@Test
	void anApplicationThatIsRefreshedCountsOnce() {
		AnnotationConfigWebApplicationContext context = keep(new AnnotationConfigWebApplicationContext());
		context.register(Application.class);
		context.setServletContext(new MockServletContext());
		TestPropertyValues.of("spring.application.name=demo", property(true)).applyTo(context.getEnvironment());
		context.refresh();
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
		context.refresh();
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
		context.close();
		assertThat(contextOf(client)).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { FailingBean.class, FailingLifecycle.class, FailingRunner.class })
	void anApplicationThatFailsToStartIsForgotten(Class<?> failing) {
		assertThatThrownBy(() -> start("failing", Application.class, failing)).hasStackTraceContaining("on purpose");
		assertThat(contextOf(client)).isNull();
		application("demo", true).run((context) -> assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON));
	}

	@Test
	void aParentAndItsChildrenCountAsOne() {
		ConfigurableApplicationContext parent = start("demo", Application.class);
		ConfigurableApplicationContext child = keep(
				builder(Application.class).parent(parent).properties("spring.application.name=child").run());
		ConfigurableApplicationContext sibling = keep(
				builder(Application.class).parent(parent).properties("spring.application.name=sibling").run());
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
		sibling.close();
		child.close();
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
		parent.close();
		assertThat(contextOf(client)).isNull();
	}

	@Test
	void aHierarchyOfSpringApplicationBuilderCountsAsOne() {
		ConfigurableApplicationContext child = keep(
				builder(Application.class).properties("spring.application.name=demo", property(true))
					.child(Application.class)
					.web(WebApplicationType.NONE)
					.run());
		keep((ConfigurableApplicationContext) Objects.requireNonNull(child.getParent()));
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
	}

	@Test
	void aChildOfAContextWithoutTheStarterCounts() {
		ConfigurableApplicationContext parent = keep(builder(NoApplication.class).run());
		ConfigurableApplicationContext child = keep(builder(Application.class).parent(parent)
			.properties("spring.application.name=demo", property(true))
			.run());
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
		child.close();
		assertThat(contextOf(client)).isNull();
	}

	@Test
	void anApplicationThatInitialisesItsBeansLazilyCountsAsWell() {
		keep(builder(Application.class).lazyInitialization(true)
			.properties("spring.application.name=demo", property(true))
			.run());
		assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON);
	}

	@Test
	void applicationsThatComeAndGoNeverGetEachOthersNames() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService executor = Executors.newCachedThreadPool();
		List<Future<?>> applications = new ArrayList<>();
		try {
			Future<?> bystander = executor.submit(() -> {
				Caller caller = new Caller();
				while (!done.get()) {
					assertThat(caller.call()).matches("null|.\"application_name\":\"application [0-9]+\".");
				}
			});
			for (int i = 0; i < 3; i++) {
				String name = "application " + i;
				applications.add(executor.submit(() -> comeAndGo(name)));
			}
			applications.add(executor.submit(() -> {
				for (int i = 0; i < 5; i++) {
					application("application 10", true)
						.run((context) -> assertThat(new Caller().call()).isIn("null", nameOnly("application 10")));
				}
			}));
			for (Future<?> application : applications) {
				application.get(60, TimeUnit.SECONDS);
			}
			done.set(true);
			bystander.get(10, TimeUnit.SECONDS);
		}
		finally {
			done.set(true);
			executor.shutdownNow();
		}
		application("demo", true).run((context) -> assertThat(contextOf(client)).isEqualTo(Users.ALICE_JSON));
	}

	private static void comeAndGo(String name) {
		Caller caller = new Caller();
		UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of);
		for (int i = 0; i < 500; i++) {
			try (ClientsOutsideSpring active = new ClientsOutsideSpring(attacher,
					new ClientSettings(null, true, name))) {
				assertThat(active).isNotNull();
				assertThat(caller.call()).isIn("null", nameOnly(name));
			}
			assertThat(caller.call()).isNotEqualTo(nameOnly(name));
		}
	}

	private static void assertSame(ReceivedCall after, ReceivedCall before) {
		assertThat(after.text()).isEqualTo(before.text());
		assertThat(after.uri()).isEqualTo(before.uri());
		assertThat(headers(after)).isEqualTo(headers(before));
		assertThat(after.headers().get("Content-length")).isEqualTo(before.headers().get("Content-length"));
	}

	private static Map<String, List<String>> headers(ReceivedCall received) {
		return Received.headersWithout(received, "Content-length", "Date", "X-ms-client-request-id");
	}

	private static @Nullable String contextOf(OpenAIClient client) {
		return Received.context(OutsideSpring.received(endpoint, () -> TestCalls.ask(client)));
	}

	private static String named(String application) {
		return Users.ALICE_JSON.replace("demo", application);
	}

	private static String nameOnly(String application) {
		return Users.APPLICATION_JSON.replace("demo", application);
	}

	private static String text(HttpRequest request) {
		return request.getBodyAsBinaryData().toString();
	}

	private static SpringApplicationBuilder builder(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE);
	}

	private ConfigurableApplicationContext start(String name, Class<?>... sources) {
		return keep(builder(sources).properties("spring.application.name=" + name, property(true)).run());
	}

	/**
	 * Closes a context after the test.
	 */
	private <T extends ConfigurableApplicationContext> T keep(T context) {
		this.contexts.add(context);
		return context;
	}

	/**
	 * A client of a single thread.
	 */
	private static final class Caller {

		private final FakeHttpClient http = new FakeHttpClient();

		private final OpenAIClient client = TestCalls.builder(endpoint).httpClient(this.http).buildClient();

		private String call() {
			this.http.requests.clear();
			TestCalls.ask(this.client);
			HttpRequest request = this.http.requests.get(0);
			ReceivedCall sent = ReceivedCall.of("POST", "/", Map.of(), request.getBodyAsBinaryData().toBytes());
			return String.valueOf(Received.context(sent));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UserSecurityContextAutoConfiguration.class,
			AzureOpenAiUserSecurityContextAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class NoApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingBean {

		@Bean
		String failing(ClientsOutsideSpring registered) {
			throw new IllegalStateException("on purpose, after " + registered);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingLifecycle {

		@Bean
		SmartLifecycle failing() {
			return new SmartLifecycle() {

				@Override
				public void start() {
					throw new IllegalStateException("on purpose");
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingRunner {

		@Bean
		CommandLineRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("on purpose");
			};
		}

	}

}
