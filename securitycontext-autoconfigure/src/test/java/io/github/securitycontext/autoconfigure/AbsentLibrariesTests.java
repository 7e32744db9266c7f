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

import java.util.Arrays;

import io.github.securitycontext.support.IsolatedApplication;
import io.github.securitycontext.support.IsolatedApplications;
import io.github.securitycontext.support.SameOnAnyJdk;
import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A library that is not on the class path costs nothing: no class that knows it is
 * loaded.
 */
@SameOnAnyJdk
class AbsentLibrariesTests {

	private static final String BASE = "io.github.securitycontext.";

	/** Of the files, with those that do not work without them. */
	private static final String AZURE = "azure";

	private static final String OPENAI = "openai-java";

	private static final String SPRING_AI = "spring-ai";

	private static final String WEBFLUX = "spring-webflux";

	private static final String SPRING_WEB = "spring-web|boot-(web|security|tomcat|jetty|servlet)|spring-security-(web|config)";

	private static final String SECURITY = "spring-security|boot-security";

	private static final String SERVLET = "servlet|tomcat|jetty|websocket|spring-webmvc|boot-(web|security)";

	private static final String REACTOR = AZURE + "|" + SPRING_AI + "|" + WEBFLUX + "|reactor|netty";

	private static final String CONTEXT_PROPAGATION = "context-propagation";

	private static final String ACTUATOR = "actuator";

	private static final String METRICS = ACTUATOR + "|micrometer-(core|jakarta|registry)|boot-micrometer|prometheus";

	private static final String EVERYTHING = AZURE + "|" + OPENAI + "|" + SPRING_AI + "|" + SPRING_WEB + "|" + SECURITY
			+ "|" + SERVLET;

	@ParameterizedTest
	@CsvSource({ SPRING_WEB + ", 'web.servlet,web.reactive,web.server'", SERVLET + ", 'web.servlet,web.server'",
			REACTOR + ", 'azure,web.reactive,Reactive'",
			CONTEXT_PROPAGATION + ", UserSecurityContextThreadLocalAccessor",
			ACTUATOR + ", actuate.UserSecurityContextEndpoint",
			METRICS + "|micrometer|spring-web|boot-(web|security), actuate.ObservedCalls",
			EVERYTHING + "|reactor|netty|" + CONTEXT_PROPAGATION
					+ ", 'azure,openai,springai,web.servlet,web.reactive,web.server,Reactive,UserSecurityContextThreadLocalAccessor'" })
	void anApplicationStartsAndLoadsNoClassThatKnowsTheLibrary(String absent, String rooms) throws Exception {
		IsolatedApplication application = IsolatedApplication.runWithout(absent, IsolatedApplications.Plain.class);
		assertThat(application.result()).containsOnlyOnce(BASE + "attach.UserSecurityContextAttacher");
		assertThatNoneIsOf(rooms, application);
	}

	/**
	 * One after the other on the same classes, most of which both need.
	 */
	@ParameterizedTest
	@CsvSource({ AZURE + ", azure", OPENAI + ", 'openai,springai'", SPRING_AI + ", springai",
			WEBFLUX + ", web.reactive", SECURITY + ", identity.AuthenticatedUser",
			METRICS + ", 'actuate.UserSecurityContextEndpoint,actuate.CallMetrics'", AZURE + "|" + OPENAI + "|"
					+ SPRING_AI + "|" + SECURITY + ", 'azure,openai,springai,identity.AuthenticatedUser'" })
	void anApplicationWithAndWithoutAWebServerStartsAndLoadsNoClassThatKnowsTheLibrary(String absent, String rooms)
			throws Exception {
		IsolatedApplication application = IsolatedApplication.runWithout(absent,
				IsolatedApplications.PlainThenWeb.class);
		assertThat(application.result()).filteredOn((BASE + "attach.UserSecurityContextAttacher")::equals).hasSize(2);
		assertThat(application.result()).contains(BASE + "web.servlet.UserSecurityContextFilter");
		assertThatNoneIsOf(rooms, application);
	}

	private static void assertThatNoneIsOf(String rooms, IsolatedApplication application) {
		assertThat(application.classes()).contains(BASE + "attach.UserSecurityContextAttacher")
			.noneMatch((name) -> Arrays.stream(rooms.split(",")).anyMatch((room) -> name.startsWith(BASE + room)));
	}

	@Test
	void withOnlyOpenAiJavaItsClientsCarryTheContext() throws Exception {
		IsolatedApplication application = IsolatedApplication
			.runWithout(EVERYTHING.replace(OPENAI + "|", "").replace(AZURE + "|", AZURE + "-|") + "|reactor|netty|"
					+ CONTEXT_PROPAGATION, IsolatedApplications.OpenAi.class);
		assertThat(application.result()).containsExactly(BASE + "openai.OpenAiClients", "a proxy");
		assertThat(application.classes()).noneMatch((name) -> name.startsWith(BASE + "azure."));
	}

	@Test
	void withOnlyAzureAiOpenAiItsClientsCarryTheContext() throws Exception {
		IsolatedApplication application = IsolatedApplication
			.runWithout(EVERYTHING.replace(AZURE + "|", "azure-storage|"), IsolatedApplications.Azure.class);
		assertThat(application.result()).containsExactly(BASE + "azure.AzureOpenAiClients",
				"{\"user_security_context\":" + Users.APPLICATION_JSON + ",\"messages\":[]}");
		assertThat(application.classes()).noneMatch((name) -> name.startsWith(BASE + "openai."));
	}

	/**
	 * The policy is found there, too.
	 */
	@Test
	void withOnlyAzureCoreItsClientsWorkAndNoContextIsLookedFor() throws Exception {
		IsolatedApplication application = IsolatedApplication
			.runWithout(EVERYTHING.replace(AZURE + "|", "azure-(ai|storage)|"), IsolatedApplications.AzureCore.class);
		assertThat(application.result()).contains("OutsideSpringPolicy", "sync 200", "async 200");
		assertThat(application.classes()).noneMatch((name) -> name.startsWith(BASE + "attach."));
	}

	@Test
	void evenWithoutSpringTheClientsOfAzureWork() throws Exception {
		IsolatedApplication application = IsolatedApplication.runWithout(
				EVERYTHING.replace(AZURE + "|", "azure-(ai|storage)|") + "|spring-|logging|jspecify",
				IsolatedApplications.AzureCore.class);
		assertThat(application.result()).contains("OutsideSpringPolicy", "sync 200", "async 200");
	}

}
