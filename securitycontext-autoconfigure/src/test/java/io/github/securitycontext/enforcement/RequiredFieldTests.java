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

package io.github.securitycontext.enforcement;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.github.securitycontext.MissingReason;

import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.autoconfigure.AzureOpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.OpenAiUserSecurityContextAutoConfiguration;
import io.github.securitycontext.autoconfigure.UserSecurityContextAutoConfiguration;
import io.github.securitycontext.support.ChatServer;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What calls must carry, and what becomes of those that do not.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequiredFieldTests {

	private static final String REJECT = "securitycontext.missing.action=reject";

	private static final String USER = "securitycontext.missing.required=end-user-id";

	private static AzureOpenAiEndpoint endpoint;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				AzureOpenAiUserSecurityContextAutoConfiguration.class))
		.withPropertyValues("spring.application.name=demo")
		.withBean("client", OpenAIClient.class, () -> new OpenAIClientBuilder().endpoint(endpoint.url()).buildClient());

	@BeforeAll
	static void start() {
		endpoint = AzureOpenAiEndpoint.start();
	}

	@AfterAll
	static void stop() {
		endpoint.close();
	}

	@BeforeEach
	void reset() {
		endpoint.reset();
	}

	@Test
	void theExceptionNamesTheClientTheFieldAndTheReason() {
		this.runner.withPropertyValues(USER, REJECT)
			.run((context) -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
				.isThrownBy(() -> ChatServer.ask(context.getBean(OpenAIClient.class)))
				.withMessage("The AI call of 'client' was not sent, because its user security context lacks end_user_id"
						+ " (the call was made off the thread of a request, and no context is bound there)."
						+ " securitycontext.missing demands it")
				.satisfies((rejection) -> {
					assertThat(rejection.getClientName()).isEqualTo("client");
					assertThat(rejection.getReasons())
						.isEqualTo(Map.of(UserSecurityContextField.END_USER_ID, MissingReason.NO_REQUEST));
				}));
		assertThat(endpoint.received()).isEmpty();
	}

	@Test
	void anApplicationWithoutANameLacksIt() {
		this.runner
			.withPropertyValues("spring.application.name=", "securitycontext.missing.required=application-name", REJECT)
			.run((context) -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
				.isThrownBy(() -> ChatServer.ask(context.getBean(OpenAIClient.class)))
				.withMessageContaining("application_name (neither spring.application.name"));
	}

	@Test
	void withWarnTheCallIsSentAndTheLogSaysWhyOnce(CapturedOutput output) {
		this.runner.withPropertyValues(USER).run((context) -> {
			for (int i = 0; i < 3; i++) {
				ChatServer.ask(context.getBean(OpenAIClient.class));
			}
		});
		assertThat(endpoint.received()).hasSize(3);
		assertThat(output.getOut().lines().filter((line) -> line.contains("lack the required"))).singleElement()
			.asString()
			.contains("Calls of the bean 'client' lack the required end_user_id: the call was made off the thread");
	}

	@Test
	void aClientMayRequireOtherThanTheRest() {
		this.runner
			.withBean("job", OpenAIClient.class, () -> new OpenAIClientBuilder().endpoint(endpoint.url()).buildClient())
			.withPropertyValues(USER, REJECT, "securitycontext.clients.job.missing.required=application-name")
			.run((context) -> {
				ChatServer.ask(context.getBean("job", OpenAIClient.class));
				assertThat(endpoint.last()).hasApplicationName("demo");
				assertThatExceptionOfType(MissingUserSecurityContextException.class)
					.isThrownBy(() -> ChatServer.ask(context.getBean("client", OpenAIClient.class)));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "securitycontext.clients.client.missing.required=",
			"securitycontext.clients.client.missing.action=warn", "securitycontext.clients.client.enabled=false",
			"securitycontext.enabled=false" })
	void aClientMayBeExempt(String property) {
		this.runner.withPropertyValues(USER, REJECT, property)
			.run((context) -> ChatServer.ask(context.getBean(OpenAIClient.class)));
		assertThat(endpoint.received()).hasSize(1);
	}

	@Test
	void onlyOneClientMayRequireSomething() {
		this.runner
			.withPropertyValues("securitycontext.clients.client.missing.required=end-user-id",
					"securitycontext.clients.client.missing.action=reject")
			.run((context) -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
				.isThrownBy(() -> ChatServer.ask(context.getBean(OpenAIClient.class))));
	}

	@Test
	void aClientThatWasBuiltFromABuilderRequiresWhatTheBuilderDoes() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					AzureOpenAiUserSecurityContextAutoConfiguration.class))
			.withPropertyValues("spring.application.name=demo",
					"securitycontext.clients.builder.missing.required=end-user-id",
					"securitycontext.clients.builder.missing.action=reject")
			.withBean("builder", OpenAIClientBuilder.class, () -> new OpenAIClientBuilder().endpoint(endpoint.url()))
			.run((context) -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
				.isThrownBy(() -> ChatServer.ask(context.getBean(OpenAIClientBuilder.class).buildClient())));
	}

	@Test
	void theCallersOwnObjectMaySatisfyWhatIsRequired() {
		assertSent("{\"user_security_context\":{\"end_user_id\":\"eve\"},\"messages\":[]}");
		assertThat(endpoint.last()).hasEndUserId("eve").hasApplicationName("demo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"source_ip\":\"192.0.2.1\"}", "{\"end_user_id\":null}", "{\"end_user_id\":\"\"}",
			"{\"end_user_id\":\" \"}", "{\"end_user_id\":5}", "{\"end_user_id\":\"eve\",\"end_user_id\":null}",
			"{\"end_user_id\":{}}" })
	void theCallersOwnObjectMayLackWhatIsRequired(String object) {
		assertRejected(BinaryData.fromString("{\"user_security_context\":" + object + ",\"messages\":[]}"),
				MissingReason.LEFT_OUT_BY_CALLER);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "[]", "{", "no JSON", "{\"user_security_context\":5}", "{\"user_security_context\":null}",
					"{\"user_security_context\":{},\"user_security_context\":{}}", "{\"user_security_context\":{" })
	void aBodyThatCanCarryNothingIsARejection(String body) {
		assertRejected(BinaryData.fromString(body), MissingReason.UNSUITABLE_BODY);
	}

	@Test
	void aBodyThatIsAStreamIsARejectionAndNotRead() {
		byte[] body = "{\"messages\":[]}".getBytes();
		ByteArrayInputStream stream = new ByteArrayInputStream(body);
		assertRejected(BinaryData.fromStream(stream, (long) body.length), MissingReason.UNSUITABLE_BODY);
		assertThat(stream.available()).isEqualTo(body.length);
	}

	@Test
	void anApiVersionThatDoesNotKnowTheContextIsARejection() {
		this.runner
			.withBean("old", OpenAIClient.class,
					() -> new OpenAIClientBuilder().endpoint(endpoint.url())
						.serviceVersion(OpenAIServiceVersion.V2024_06_01)
						.buildClient())
			.withPropertyValues(USER, REJECT)
			.run((context) -> Users.as(Users.ALICE,
					() -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
						.isThrownBy(() -> ChatServer.ask(context.getBean("old", OpenAIClient.class)))
						.satisfies((rejection) -> assertThat(rejection.getReasons())
							.containsValue(MissingReason.UNSUPPORTED_API_VERSION))));
		assertThat(endpoint.received()).isEmpty();
	}

	@Test
	void aCallThatMayNotCarryAContextIsNotJudged() {
		this.runner.withPropertyValues(USER, REJECT)
			.run((context) -> context.getBean(OpenAIClient.class)
				.getEmbeddings("gpt", new EmbeddingsOptions(List.of("hi"))));
		assertThat(endpoint.received()).hasSize(1);
	}

	@Test
	void aRejectionIsMadeAtOnceAndNotRetried() {
		int[] asked = new int[1];
		this.runner.withBean(UserSecurityContextCustomizer.class, () -> (context, request) -> {
			asked[0]++;
			return context;
		})
			.withPropertyValues(USER, REJECT)
			.run((context) -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
				.isThrownBy(() -> ChatServer.ask(context.getBean(OpenAIClient.class))));
		assertThat(asked[0]).isEqualTo(1);
	}

	@Test
	void atDebugTheLogShowsEachDecisionWithoutPersonalData(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		String logger = UserSecurityContextAttacher.class.getName();
		logging.setLogLevel(logger, LogLevel.DEBUG);
		try {
			assertSent("{}");
		}
		finally {
			logging.setLogLevel(logger, null);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("DEBUG"))).singleElement()
			.asString()
			.contains("Call to 127.0.0.1/openai/deployments/gpt/chat/completions", "clientName=client",
					"outcome=ATTACHED", "applicationName=demo", "endUserId=***", "sourceIp=***")
			.doesNotContain("11111111-1111-1111-1111-111111111111", "203.0.113.7");
	}

	@Test
	void aClientThatCanCarryNothingStopsTheStartUp() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					OpenAiUserSecurityContextAutoConfiguration.class))
			.withPropertyValues(USER, REJECT)
			.withBean("chat", OpenAIClientImpl.class,
					() -> (OpenAIClientImpl) OpenAIOkHttpClient.builder()
						.baseUrl(endpoint.url() + "/openai/v1")
						.credential(AzureApiKeyCredential.create("key"))
						.azureUrlPathMode(AzureUrlPathMode.UNIFIED)
						.build())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'securitycontext.missing.action' is 'reject', but calls of the bean 'chat' can"
						+ " carry no user security context"));
	}

	@Test
	void aClientThatDoesNotTellWhereItPointsStopsTheStartUp() {
		com.openai.client.OpenAIClient silent = (com.openai.client.OpenAIClient) Proxy.newProxyInstance(
				getClass().getClassLoader(), new Class<?>[] { com.openai.client.OpenAIClient.class },
				(proxy, method, arguments) -> method.getName().equals("toString") ? "silent" : null);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
					OpenAiUserSecurityContextAutoConfiguration.class))
			.withPropertyValues(USER, REJECT)
			.withBean("chat", com.openai.client.OpenAIClient.class, () -> silent)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"'securitycontext.missing.action' is 'reject', but calls of the bean 'chat' can"));
	}

	@Test
	void aRejectionOfAnotherCallOnTheWayCostsTheContextAndNotTheCall() {
		this.runner.withUserConfiguration(AsksAnotherModel.class)
			.withPropertyValues("securitycontext.clients.moderation.missing.required=end-user-id",
					"securitycontext.clients.moderation.missing.action=reject")
			.run((context) -> ChatServer.ask(context.getBean("client", OpenAIClient.class)));
		assertThat(endpoint.received()).singleElement()
			.satisfies((call) -> assertThat(call).hasNoUserSecurityContext());
	}

	@ParameterizedTest
	@ValueSource(strings = { "securitycontext.clients.client.missing.action=reject",
			"securitycontext.clients.clint.missing.required=end-user-id,securitycontext.clients.clint.missing.action=reject" })
	void aRuleThatNobodyWouldFollowStopsTheStartUp(String properties) {
		this.runner.withPropertyValues(properties.split(",(?=securitycontext)"))
			.run((context) -> assertThat(context).hasFailed());
	}

	private void assertSent(String body) {
		this.runner.withPropertyValues(USER, REJECT)
			.run((context) -> Users.as(Users.ALICE, () -> context.getBean(OpenAIClient.class)
				.getChatCompletionsWithResponse("gpt", BinaryData.fromString(body), new RequestOptions())));
		assertThat(endpoint.received()).hasSize(1);
	}

	private void assertRejected(BinaryData body, MissingReason reason) {

		this.runner.withPropertyValues(USER, REJECT)
			.run((context) -> Users.as(Users.ALICE,
					() -> assertThatExceptionOfType(MissingUserSecurityContextException.class)
						.isThrownBy(() -> context.getBean(OpenAIClient.class)
							.getChatCompletionsWithResponse("gpt", body, new RequestOptions()))
						.satisfies((rejection) -> assertThat(rejection.getReasons())
							.isEqualTo(Map.of(UserSecurityContextField.END_USER_ID, reason)))));
		assertThat(endpoint.received()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class AsksAnotherModel {

		@Bean
		OpenAIClient moderation() {
			return new OpenAIClientBuilder().endpoint(endpoint.url()).buildClient();
		}

		@Bean
		UserSecurityContextCustomizer moderated(BeanFactory beans) {
			return (context, request) -> {
				if ("client".equals(request.clientName())) {
					ChatServer.ask(beans.getBean("moderation", OpenAIClient.class));
				}
				return context;
			};
		}

	}

}
