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
import java.util.List;
import java.util.Map;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.EndUserResolver;
import io.github.securitycontext.identity.FallbackName;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.identity.TrustedIssuers;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.network.TrustedProxySourceIpResolver;
import io.github.securitycontext.web.servlet.RequestContexts;
import io.github.securitycontext.web.servlet.RequestPrincipals;
import io.github.securitycontext.web.servlet.UserSecurityContextFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class UserSecurityContextAutoConfigurationTests {

	private static final AutoConfigurations autoConfigurations = AutoConfigurations.of(
			UserSecurityContextAutoConfiguration.class, ServletUserSecurityContextAutoConfiguration.class,
			AzureOpenAiUserSecurityContextAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(autoConfigurations)
		.withPropertyValues("spring.application.name=demo");

	private final WebApplicationContextRunner webContextRunner = new WebApplicationContextRunner()
		.withConfiguration(autoConfigurations)
		.withPropertyValues("spring.application.name=demo");

	@Test
	void everythingIsThereInAServletApplication() {
		this.webContextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(UserSecurityContextAttacher.class)
			.hasSingleBean(RequestContexts.class)
			.getBeans(UserSecurityContextFilter.class)
			.hasSize(2));
	}

	@Test
	void noFilterIsThereWithoutAWebApplication() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(UserSecurityContextAttacher.class)
			.doesNotHaveBean(RequestContexts.class));
	}

	@Test
	void nothingIsThereWhenSwitchedOff() {
		OpenAIClient client = new OpenAIClientBuilder().endpoint("https://demo.openai.azure.com").buildClient();
		this.webContextRunner.withPropertyValues("securitycontext.enabled=false")
			.withBean(OpenAIClient.class, () -> client)
			.run((context) -> {
				assertThat(context.getBean(OpenAIClient.class)).isSameAs(client);
				assertThat(Arrays.stream(context.getBeanDefinitionNames())
					.map((name) -> context.getBean(name).getClass().getName())
					.filter((name) -> name.startsWith("io.github.securitycontext"))).isEmpty();
			});
	}

	@Test
	void anApplicationWithAnAttacherOfItsOwnMaySwitchTheStarterOff() {
		this.webContextRunner.withPropertyValues("securitycontext.enabled=false")
			.withBean(UserSecurityContextAttacher.class, () -> new UserSecurityContextAttacher(List::of))
			.withBean(OpenAIClient.class,
					() -> new OpenAIClientBuilder().endpoint("https://demo.openai.azure.com").buildClient())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ClientPostProcessor.class)
				.doesNotHaveBean(RequestContexts.class));
	}

	@Test
	void anApplicationMayExcludeTheAutoConfigurationOfTheCore() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ServletUserSecurityContextAutoConfiguration.class,
					AzureOpenAiUserSecurityContextAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ClientPostProcessor.class)
				.doesNotHaveBean(RequestContexts.class));
	}

	@Test
	void aChildContextMaySwitchTheStarterOff() {
		ApplicationContextRunner runner = this.contextRunner.withConfiguration(AutoConfigurations
			.of(OpenAiUserSecurityContextAutoConfiguration.class, SpringAiUserSecurityContextAutoConfiguration.class));
		runner.run((parent) -> {
			assertThat(parent.getBeansOfType(ClientPostProcessor.class)).hasSize(3);
			runner.withParent(parent)
				.withPropertyValues("securitycontext.enabled=false")
				.run((context) -> assertThat(context.getBeansOfType(ClientPostProcessor.class)).isEmpty());
		});
	}

	@Test
	void anApplicationWithoutTheAzureLibraryStarts() {
		this.webContextRunner.withClassLoader(new FilteredClassLoader("com.azure"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ClientPostProcessor.class)
				.hasSingleBean(RequestContexts.class));
	}

	@Test
	void usersThatAreNeverSeenAreWarnedOfWhereThereCouldBeAny() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(UnseenUsers.class));
		this.contextRunner.withPropertyValues("securitycontext.end-user.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(UnseenUsers.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).doesNotHaveBean(UnseenUsers.class));
	}

	@Test
	void anApplicationWithoutSpringSecurityStarts() {
		this.webContextRunner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RequestPrincipals.class)
				.hasSingleBean(RequestContexts.class));
	}

	@Test
	void anApplicationWithoutTheServletApiStarts() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(UserSecurityContextAttacher.class));
	}

	@Test
	void theDefaultsBackOff() {
		SourceIpResolver sourceIp = (request) -> null;
		PrincipalEndUserResolver endUser = new PrincipalEndUserResolver(List.of(), List.of(),
				new TrustedIssuers(List.of()), FallbackName.none());
		this.webContextRunner.withBean(SourceIpResolver.class, () -> sourceIp)
			.withBean(PrincipalEndUserResolver.class, () -> endUser)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(TrustedProxySourceIpResolver.class);
				assertThat(context.getBean(SourceIpResolver.class)).isSameAs(sourceIp);
				assertThat(context.getBean(PrincipalEndUserResolver.class)).isSameAs(endUser);
			});
	}

	@Test
	void theBeansOfAnApplicationMayHaveTheObviousNames() {
		this.webContextRunner
			.withBean("principalEndUserResolver", EndUserResolver.class, () -> (principal) -> EndUser.NONE)
			.withBean("trustedProxySourceIpResolver", SourceIpResolver.class, () -> (request) -> null)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aMissingApplicationNameIsSaidWithTheFix(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(autoConfigurations)
			.withUserConfiguration(TwoClients.class)
			.run((context) -> assertThat(output).containsOnlyOnce("Set spring.application.name or"));
	}

	@Test
	void propertiesOfAClientThatDoesNotExistAreSaidWithTheClientsThatDo(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.withPropertyValues("securitycontext.clients.chta-client.enabled=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("securitycontext.clients.chta-client have no effect")
					.contains("[chatClient, chat_client]");
			});
	}

	@Test
	void propertiesThatMatchTwoClientsStopTheStart() {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.withPropertyValues("securitycontext.clients.chat-client.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("The property 'securitycontext.clients.chat-client' cannot be used:"
						+ " it matches the beans [chatClient, chat_client]"));
	}

	@Test
	void aClientWithTwoPropertiesStopsTheStart() {
		this.contextRunner.withBean("chatClient", OpenAIClient.class, () -> mock(OpenAIClient.class))
			.withPropertyValues("securitycontext.clients[chat_client].enabled=false",
					"securitycontext.clients[chat.client].enabled=true")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("matches the same bean"));
	}

	@Test
	void propertiesOfABeanThatIsNoClientAreSaidToHaveNoEffect(CapturedOutput output) {
		this.contextRunner.withBean("chatService", String.class, () -> "no client")
			.withPropertyValues("securitycontext.clients.chatService.enabled=false")
			.run((context) -> assertThat(output).contains("securitycontext.clients.chatService have no effect"));
	}

	@Test
	void aBeanOfAnotherTypeDoesNotTakeThePropertiesOfAClient() {
		this.contextRunner.withBean("chat-service", String.class, () -> "no client")
			.withBean("chatService", OpenAIClient.class,
					() -> new OpenAIClientBuilder().endpoint("https://demo.openai.azure.com").buildClient())
			.withPropertyValues("securitycontext.clients.chat-service.enabled=false")
			.run((context) -> assertThat(settings(context, "chatService").enabled()).isFalse());
	}

	@Test
	void theExactPropertiesOfAClientAreNotThoseOfASimilarOne() {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.withPropertyValues("securitycontext.clients[chat_client].enabled=false")
			.run((context) -> {
				assertThat(settings(context, "chat_client").enabled()).isFalse();
				assertThat(settings(context, "chatClient").enabled()).isTrue();
			});
	}

	@Test
	void aNameIsSimilarWhateverItsSeparatorsAndCase() {
		for (String name : List.of("mychat", "MYCHAT", "my-chat", "my_chat", "my.chat")) {
			this.contextRunner.withBean("myChat", OpenAIClient.class, () -> mock(OpenAIClient.class))
				.withPropertyValues("securitycontext.clients[" + name + "].application-name=other")
				.run((context) -> assertThat(settings(context, "myChat").applicationName()).isEqualTo("other"));
		}
	}

	@Test
	void aBlankApplicationNameOfAClientIsThatOfTheApplication() {
		this.contextRunner.withBean("myChat", OpenAIClient.class, () -> mock(OpenAIClient.class))
			.withPropertyValues("securitycontext.clients.my-chat.application-name=")
			.run((context) -> assertThat(settings(context, "myChat").applicationName()).isEqualTo("demo"));
	}

	private static ClientSettings settings(AssertableApplicationContext context, String beanName) {
		return context.getBean(ClientSettingsFactory.class)
			.create(beanName, null, context.getBean(ClientBeans.class)::mayHave);
	}

	@Test
	void anEnvironmentVariableOverridesThePropertiesOfAClient() {
		this.contextRunner.withBean("chatClient", OpenAIClient.class, () -> mock(OpenAIClient.class))
			.withPropertyValues("securitycontext.clients.chat-client.application-name=other")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("SECURITYCONTEXT_CLIENTS_CHATCLIENT_ENABLED", "false"))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(settings(context, "chatClient")).isEqualTo(new ClientSettings("chatClient", false, "other"));
			});
	}

	@Test
	void theExactNameOfAClientIsNotAmbiguous() {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.withPropertyValues("securitycontext.clients[chat_client].enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		OpenAIClient chatClient() {
			return mock(OpenAIClient.class);
		}

		@Bean("chat_client")
		OpenAIClient otherChatClient() {
			return mock(OpenAIClient.class);
		}

	}

}
