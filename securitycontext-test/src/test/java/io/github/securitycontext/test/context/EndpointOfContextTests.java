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

package io.github.securitycontext.test.context;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

import javax.net.ssl.SSLContext;

import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of how long an endpoint lives, and who shares it.
 */
class EndpointOfContextTests {

	@Test
	void classesWithTheSameSettingsShareAnEndpoint() {
		assertThat(endpointOf(One.class)).isSameAs(endpointOf(Same.class));
	}

	@Test
	void classesWithOtherSettingsDoNot() {
		assertThat(endpointOf(One.class)).isNotSameAs(endpointOf(OtherProperties.class));
		assertThat(endpointOf(One.class)).isNotSameAs(endpointOf(Https.class));
		contextOf(Https.class).markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
	}

	@Test
	void withoutTheAnnotationThereIsNone() {
		assertThat(contextOf(Without.class).getApplicationContext().getBeanProvider(AzureOpenAiEndpoint.class))
			.isEmpty();
	}

	@Test
	void itIsClosedWithTheContext() throws IOException {
		URI url = URI.create(endpointOf(Closed.class).url());
		new Socket(url.getHost(), url.getPort()).close();
		contextOf(Closed.class).markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThatIOException().isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
	}

	@Test
	void trustIsTakenBackWithTheLastContextThatNeedsIt() throws Exception {
		SSLContext before = SSLContext.getDefault();
		String store = System.getProperty("javax.net.ssl.trustStore");
		endpointOf(Https.class);
		endpointOf(HttpsToo.class);
		contextOf(Https.class).markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThat(SSLContext.getDefault()).isNotSameAs(before);
		assertThat(System.getProperty("javax.net.ssl.trustStore")).isNotEqualTo(store);
		contextOf(HttpsToo.class).markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThat(SSLContext.getDefault()).isSameAs(before);
		assertThat(System.getProperty("javax.net.ssl.trustStore")).isEqualTo(store);
		assertThat(System.getProperty("javax.net.ssl.trustStorePassword")).isNull();
	}

	private static AzureOpenAiEndpoint endpointOf(Class<?> testClass) {
		ApplicationContext context = contextOf(testClass).getApplicationContext();
		return context.getBean(AzureOpenAiEndpoint.class);
	}

	private static TestContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext();
	}

	@Configuration(proxyBeanMethods = false)
	static class NoBeans {

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureAzureOpenAiEndpoint(properties = { "a", "b" })
	static class One {

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureAzureOpenAiEndpoint(properties = { "b", "a" })
	static class Same {

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureAzureOpenAiEndpoint(properties = "a")
	static class OtherProperties {

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureAzureOpenAiEndpoint(properties = { "a", "b" }, https = true)
	static class Https {

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureAzureOpenAiEndpoint(https = true)
	static class HttpsToo {

	}

	@SpringBootTest(classes = NoBeans.class, properties = "closed=true")
	@AutoConfigureAzureOpenAiEndpoint
	static class Closed {

	}

	@SpringBootTest(classes = NoBeans.class)
	static class Without {

	}

}
