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

import java.lang.reflect.Proxy;
import java.util.Map;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.core.credential.AzureKeyCredential;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.spy;

/**
 * What is known of the clients of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientInventoryTests {

	private static final String AZURE = "https://demo.openai.azure.com";

	private static final String FIRST = "2025-01-01-preview";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UserSecurityContextAutoConfiguration.class,
				AzureOpenAiUserSecurityContextAutoConfiguration.class, OpenAiUserSecurityContextAutoConfiguration.class,
				SpringAiUserSecurityContextAutoConfiguration.class))
		.withPropertyValues("spring.application.name=demo");

	/**
	 * Whatever another test made of the levels of this JVM.
	 */
	@BeforeEach
	void logWhatIsSaidAtStartUp() {
		setLogLevel(LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		setLogLevel(null);
	}

	private static void setLogLevel(@Nullable LogLevel level) {
		LoggingSystem.get(ClientInventoryTests.class.getClassLoader())
			.setLogLevel(ClientStartUpLog.class.getName(), level);
	}

	private static Map<String, ClientDescription> describe(AssertableApplicationContext context) {
		return context.getBean(ClientBeans.class).describe();
	}

	private static ClientDescription covered(String library, String endpoint, String version) {
		return new ClientDescription(library, endpoint, version, ClientCoverage.COVERED);
	}

	private static OpenAIClient azure() {
		return azure(OpenAIServiceVersion.V2025_01_01_PREVIEW);
	}

	private static OpenAIClient azure(OpenAIServiceVersion version) {
		return new OpenAIClientBuilder().endpoint(AZURE)
			.credential(new AzureKeyCredential("secret"))
			.serviceVersion(version)
			.buildClient();
	}

	private static com.openai.client.OpenAIClient openAi(String baseUrl, String version) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(baseUrl)
			.apiKey("secret")
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString(version))
			.build();
	}

	@Test
	void aClientOfEachLibraryIsDescribed() {
		this.runner.withBean("azure", OpenAIClient.class, ClientInventoryTests::azure)
			.withBean("azureAsync", OpenAIAsyncClient.class,
					() -> new OpenAIClientBuilder().endpoint(AZURE + ":8443/gateway/")
						.serviceVersion(OpenAIServiceVersion.V2025_01_01_PREVIEW)
						.buildAsyncClient())
			.withBean("builder", OpenAIClientBuilder.class,
					() -> new OpenAIClientBuilder().endpoint(AZURE)
						.serviceVersion(OpenAIServiceVersion.V2025_01_01_PREVIEW))
			.withBean("openai", com.openai.client.OpenAIClient.class, () -> openAi(AZURE, FIRST))
			.withBean("unified", com.openai.client.OpenAIClient.class, () -> openAi(AZURE + "/openai/v1", "v1"))
			.withBean("spring", OpenAiChatModel.class, () -> OpenAiChatModel.builder()
				.options(
						OpenAiChatOptions.builder().baseUrl(AZURE + "/openai/v1").apiKey("secret").model("gpt").build())
				.build())
			.run((context) -> assertThat(describe(context)).containsExactly(
					entry("azure", covered("azure-ai-openai", AZURE, FIRST)),
					entry("azureAsync", covered("azure-ai-openai", AZURE + ":8443/gateway/", FIRST)),
					entry("builder", covered("azure-ai-openai", AZURE, FIRST)),
					entry("openai", covered("openai-java", AZURE, FIRST)),
					entry("spring", covered("spring-ai-openai", AZURE + "/openai/v1", null)),
					entry("unified", covered("openai-java", AZURE + "/openai/v1", "v1"))));
	}

	@Test
	void whyAClientIsNotCoveredIsKnown() {
		com.openai.client.OpenAIClient mock = mock(com.openai.client.OpenAIClient.class);
		this.runner.withUserConfiguration(Later.class)
			.withBean("azureMock", OpenAIClient.class, () -> mock(OpenAIClient.class))
			.withBean("declared", OpenAIClientImpl.class, () -> (OpenAIClientImpl) openAi(AZURE, FIRST))
			.withBean("fake", com.openai.client.OpenAIClient.class, ClientInventoryTests::silent)
			.withBean("mock", com.openai.client.OpenAIClient.class, () -> mock)
			.withBean("off", OpenAIClient.class, ClientInventoryTests::azure)
			.withBean("old", OpenAIClient.class, () -> azure(OpenAIServiceVersion.V2024_06_01))
			.withBean("oldOpenai", com.openai.client.OpenAIClient.class, () -> openAi(AZURE, "2024-10-21"))
			.withBean("vendor", com.openai.client.OpenAIClient.class, () -> openAi("https://api.openai.com/v1", "v1"))
			.withBean("vendorAzure", OpenAIClient.class, () -> new OpenAIClientBuilder().buildClient())
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("ready", azure()))
			.withPropertyValues("securitycontext.clients.off.enabled=false")
			.run((context) -> {
				assertThat(describe(context).entrySet())
					.extracting((entry) -> entry.getKey() + " " + entry.getValue().coverage())
					.containsExactly("azureMock MOCK", "declared DECLARED_AS_CLASS", "factory NOT_CREATED",
							"fake UNKNOWN", "lazy NOT_CREATED", "mock MOCK", "off SWITCHED_OFF",
							"old UNSUPPORTED_API_VERSION", "oldOpenai UNSUPPORTED_API_VERSION", "prototype NOT_CREATED",
							"ready NOT_SEEN", "vendor NOT_AZURE", "vendorAzure NOT_AZURE");
				assertThat(mockingDetails(mock).getInvocations()).isEmpty();
			});
	}

	@Test
	void aClientThatIsCreatedLaterIsDescribedThen() {
		this.runner.withUserConfiguration(Later.class).run((context) -> {
			context.getBean("lazy");
			context.getBean("prototype");
			context.getBean("factory");

			assertThat(describe(context).values()).extracting(ClientDescription::coverage)
				.hasSize(3)
				.containsOnly(ClientCoverage.COVERED);
		});
	}

	@Test
	void aSpyOfAnAzureClientIsCovered() {
		this.runner.withBean("spied", OpenAIClient.class, () -> spy(azure()))
			.run((context) -> assertThat(describe(context))
				.containsExactly(entry("spied", covered("azure-ai-openai", AZURE, FIRST))));
	}

	@Test
	void aClientWithAdviceIsDescribedAsTheOneBehind() {
		this.runner.withBean("advice", MethodInterceptor.class, () -> MethodInvocation::proceed)
			.withBean("creator", BeanNameAutoProxyCreator.class, ClientInventoryTests::creator)
			.withBean("advised", com.openai.client.OpenAIClient.class, () -> openAi(AZURE, FIRST))
			.run((context) -> assertThat(describe(context))
				.containsExactly(entry("advised", covered("openai-java", AZURE, FIRST))));
	}

	@Test
	void neitherCredentialsNorTheQueryOfAnEndpointAreShown() {
		this.runner
			.withBean("gateway", com.openai.client.OpenAIClient.class,
					() -> openAi("https://user:secret@demo.openai.azure.com/openai/v1?key=secret", "v1"))
			.run((context) -> assertThat(describe(context).get("gateway").toString()).contains(AZURE)
				.doesNotContain("secret")
				.doesNotContain("?"));
	}

	@Test
	void oneLineAtStartUpSaysWhoIsCoveredAndWhoIsNot(CapturedOutput output) {
		this.runner.withBean("azure", OpenAIClient.class, ClientInventoryTests::azure)
			.withBean("old", OpenAIClient.class, () -> azure(OpenAIServiceVersion.V2024_06_01))
			.run((context) -> assertThat(output).containsOnlyOnce(
					"AI clients whose calls carry the user security context: azure (azure-ai-openai, " + AZURE
							+ "). Others: old (its api-version does not know the context, 2025-01-01-preview and later"
							+ " do)"));
	}

	@Test
	void anApplicationWithoutClientsIsToldNothing(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).doesNotContain("AI clients"));
	}

	private static BeanNameAutoProxyCreator creator() {
		BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
		creator.setBeanNames("advised");
		creator.setInterceptorNames("advice");
		return creator;
	}

	private static com.openai.client.OpenAIClient silent() {
		return (com.openai.client.OpenAIClient) Proxy.newProxyInstance(ClientInventoryTests.class.getClassLoader(),
				new Class<?>[] { com.openai.client.OpenAIClient.class }, (proxy, method, arguments) -> null);
	}

	@Configuration(proxyBeanMethods = false)
	static class Later {

		@Bean
		@Lazy
		OpenAIClient lazy() {
			return azure();
		}

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		OpenAIClient prototype() {
			return azure();
		}

		@Bean
		FactoryBean<OpenAIClient> factory() {
			return new FactoryBean<>() {

				@Override
				public OpenAIClient getObject() {
					return azure();
				}

				@Override
				public Class<?> getObjectType() {
					return OpenAIClient.class;
				}

			};
		}

	}

}
