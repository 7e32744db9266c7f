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

package io.github.securitycontext.autoconfigure;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.util.tracing.Tracer;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.RequestFacade;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.saml2.provider.service.authentication.Saml2AuthenticatedPrincipal;
import org.springframework.security.saml2.provider.service.authentication.Saml2ResponseAssertionAccessor;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;
import org.springframework.util.ClassUtils;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image must know of the starter's reflection, judged by the classes that
 * the libraries really have.
 */
@SuppressWarnings("deprecation")
class RuntimeHintsTests {

	private static final RuntimeHints hints = new RuntimeHints();

	@BeforeAll
	static void register() {
		List<RuntimeHintsRegistrar> registrars = AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.asList()
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.securitycontext."))
			.toList();
		registrars.forEach((registrar) -> registrar.registerHints(hints, RuntimeHintsTests.class.getClassLoader()));
	}

	@ParameterizedTest
	@ValueSource(classes = { Authentication.class, SwitchUserGrantedAuthority.class, OAuth2AuthenticatedPrincipal.class,
			OAuth2AuthenticationToken.class, AbstractOAuth2TokenAuthenticationToken.class,
			Saml2AuthenticatedPrincipal.class, Saml2ResponseAssertionAccessor.class, HttpServletRequest.class,
			HttpServerRequest.class, HttpServerExchange.class, RequestFacade.class, Request.class,
			ForwardedHeaderFilter.class })
	void whatIsLookedForByNameIsFound(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
	}

	@Test
	void aServerIsAskedForTheOtherEndOfAConnection() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(RequestFacade.class, "request")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ServletApiRequest.class, "getRequest"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HttpServletRequestImpl.class, "getExchange"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HttpServerExchange.class, "getConnection"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(AbstractServerConnection.class.getMethod("getPeerAddress"))).accepts(hints);
	}

	@Test
	void anAzureClientIsRebuilt() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(OpenAIClient.class, "serviceClient"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(OpenAIAsyncClient.class, "serviceClient"))
			.accepts(hints);
		for (String field : List.of("pipelinePolicies", "pipeline", "serviceVersion", "endpoint")) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(OpenAIClientBuilder.class, field)).as(field)
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(
					HttpPipeline.class.getDeclaredConstructor(HttpClient.class, List.class, Tracer.class)))
			.accepts(hints);
	}

	@ParameterizedTest
	@MethodSource("clientsAndServices")
	void aClientOrServiceOfOpenAiJavaHasAProxyThatCallsIt(Object target) {
		Class<?>[] interfaces = ClassUtils.getAllInterfacesForClass(target.getClass());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(interfaces)).as("%s", target.getClass())
			.accepts(hints);
		for (Class<?> type : interfaces) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, "withOptions")).accepts(hints);
		}
	}

	static Stream<Object> clientsAndServices() {
		com.openai.client.OpenAIClient client = OpenAIOkHttpClient.builder()
			.baseUrl("https://contoso.openai.azure.com")
			.apiKey("key")
			.build();
		OpenAIClientAsync async = client.async();
		return Stream.concat(Stream.of(client, client.withRawResponse(), client.chat(), client.chat().withRawResponse(),
				async, async.withRawResponse(), async.chat(), async.chat().withRawResponse()), callServices());
	}

	static Stream<Object> callServices() {
		com.openai.client.OpenAIClient client = OpenAIOkHttpClient.builder()
			.baseUrl("https://contoso.openai.azure.com")
			.apiKey("key")
			.build();
		OpenAIClientAsync async = client.async();
		return Stream.of(client.chat().completions(), client.chat().completions().withRawResponse(), client.responses(),
				client.responses().withRawResponse(), async.chat().completions(),
				async.chat().completions().withRawResponse(), async.responses(), async.responses().withRawResponse());
	}

	@ParameterizedTest
	@MethodSource("callServices")
	void theAnswersOfARefusableCallAreKept(Object service) throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(service.getClass().getMethod("withOptions", Consumer.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(ClientOptions.Builder.class, "httpClient"))
			.accepts(hints);
	}

	@Test
	void aChatModelOfSpringAiGetsOtherClients() {
		for (String field : List.of("openAiClient", "openAiClientAsync")) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(OpenAiChatModel.class, field)).as(field)
				.accepts(hints);
		}
	}

}
