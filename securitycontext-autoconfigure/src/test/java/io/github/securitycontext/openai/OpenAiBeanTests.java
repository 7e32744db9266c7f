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

package io.github.securitycontext.openai;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of {@code openai-java}: whatever way their bean came to be.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAiBeanTests {

	private static final FakeHttpClient http = new FakeHttpClient();

	private final ApplicationContextRunner runner = OpenAiCalls.runner();

	@Test
	void everyKindOfBeanMethodCarriesItOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(Methods.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanFactory().containsSingleton("lazyClient")).isFalse();
			for (String name : context.getBeanNamesForType(OpenAIClient.class)) {
				assertCarriesOnce(context.getBean(name, OpenAIClient.class));
			}
			for (String name : context.getBeanNamesForType(OpenAIClientAsync.class)) {
				assertCarriesOnce(context.getBean(name, OpenAIClientAsync.class));
			}
			assertThat(context.getBeanNamesForType(OpenAIClient.class)).hasSize(7);
			assertThat(context.getBeanNamesForType(OpenAIClientAsync.class)).hasSize(4);
			assertThat(context.getBean("prototype")).isNotSameAs(context.getBean("prototype"));
			assertThat(context.getBean("singletonProduct")).isSameAs(context.getBean("singletonProduct"));
			assertThat(context.getBean("prototypeProduct")).isNotSameAs(context.getBean("prototypeProduct"));
			assertThat(context.getBean(OpenAIClient.class)).isSameAs(context.getBean("primary"));
		});
		assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors")
			.doesNotContain("WARN");
	}

	@Test
	void theSettingsOfAClientAreThoseOfItsName(CapturedOutput output) {
		this.runner.withUserConfiguration(Methods.class)
			.withPropertyValues("securitycontext.clients.primary.application-name=one",
					"securitycontext.clients.lazy-client.application-name=two",
					"securitycontext.clients.prototype.enabled=false",
					"securitycontext.clients.singleton-product.application-name=three",
					"securitycontext.clients.async.application-name=four")
			.run((context) -> {
				assertThat(applicationOf(context.getBean("primary", OpenAIClient.class))).isEqualTo("one");
				assertThat(applicationOf(context.getBean("lazyClient", OpenAIClient.class))).isEqualTo("two");
				assertThat(applicationOf(context.getBean("prototype", OpenAIClient.class))).isNull();
				assertThat(applicationOf(context.getBean("singletonProduct", OpenAIClient.class))).isEqualTo("three");
				assertThat(applicationOf(context.getBean("async", OpenAIClientAsync.class))).isEqualTo("four");
				assertThat(applicationOf(context.getBean("prototypeProduct", OpenAIClient.class))).isEqualTo("demo");
			});
		assertThat(output).doesNotContain("WARN");
	}

	@Configuration(proxyBeanMethods = false)
	static class Methods {

		@Bean
		@Primary
		OpenAIClient primary() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		static OpenAIClient fromStaticMethod() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		@Scope("prototype")
		OpenAIClient prototype() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		@Lazy
		OpenAIClient lazyClient() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		OpenAIClientAsync async() {
			return OpenAiCalls.fakeClient(http).async();
		}

		@Bean
		@Scope("prototype")
		OpenAIClientAsync asyncPrototype() {
			return OpenAiCalls.fakeClient(http).async();
		}

		@Bean
		OpenAIClientAsync asyncOfABean(OpenAIClient client) {
			return client.async();
		}

		@Bean
		OpenAIClient syncOfABean(OpenAIClientAsync async) {
			return async.sync();
		}

		@Bean
		FactoryBean<OpenAIClient> singletonProduct() {
			return new Factory<>(() -> OpenAiCalls.fakeClient(http), OpenAIClient.class, true);
		}

		@Bean
		Factory<OpenAIClient> prototypeProduct() {
			return new Factory<>(() -> OpenAiCalls.fakeClient(http), OpenAIClient.class, false);
		}

		@Bean
		FactoryBean<OpenAIClientAsync> asyncProduct() {
			return new Factory<>(() -> OpenAiCalls.fakeClient(http).async(), OpenAIClientAsync.class, true);
		}

	}

	record Factory<T>(Supplier<T> supplier, Class<T> type, boolean isSingleton) implements FactoryBean<T> {

		@Override
		public T getObject() {
			return this.supplier.get();
		}

		@Override
		public Class<T> getObjectType() {
			return this.type;
		}

	}

	@Test
	void ofAScopedClientTheTargetIsWrappedAndTheProxyIsNot(CapturedOutput output) {
		this.runner.withUserConfiguration(Scoped.class)
			.withPropertyValues("securitycontext.clients.client.application-name=scoped",
					"securitycontext.clients.async.application-name=scoped too")
			.run((context) -> {
				OpenAIClient client = context.getBean(OpenAIClient.class);
				assertThat(client).isInstanceOf(ScopedObject.class);
				assertThat(CarryingInvocationHandler.find(client)).isNull();
				assertThat(CarryingInvocationHandler.find(((ScopedObject) client).getTargetObject())).isNotNull();
				assertCarriesOnce(client, "scoped");
				assertCarriesOnce(context.getBean(OpenAIClientAsync.class), "scoped too");
			});
		assertThat(output).doesNotContain("carries no user security context").doesNotContain("have no effect");
	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("thread", new SimpleThreadScope());
			return scopes;
		}

		@Bean
		@Scope(value = "thread", proxyMode = ScopedProxyMode.INTERFACES)
		OpenAIClient client() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		@Scope(value = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		OpenAIClientAsync async() {
			return OpenAiCalls.fakeClient(http).async();
		}

	}

	@Test
	void aClientMadeOfAnotherHasItsOwnNameAndTheSettingsOfItsOwnElseThoseOfItsOrigin() {
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Derived.class)
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.withPropertyValues("securitycontext.clients.client.application-name=origin",
					"securitycontext.clients.own.application-name=own")
			.run((context) -> {
				assertCarriesOnce(context.getBean("client", OpenAIClient.class), "origin");
				assertCarriesOnce(context.getBean("same", OpenAIClient.class), "origin");
				assertCarriesOnce(context.getBean("async", OpenAIClientAsync.class), "origin");
				assertCarriesOnce(context.getBean("own", OpenAIClientAsync.class), "own");
				assertCarriesOnce(context.getBean("changed", OpenAIClient.class), "origin");
				assertCarriesOnce(context.getBean("back", OpenAIClient.class), "own");
			});
		assertThat(requests).extracting(OutgoingRequest::clientName)
			.containsExactly("client", "same", "async", "own", "changed", "back");
	}

	@Test
	void whatIsMadeOfADisabledClientCarriesNothingUnlessItHasSettingsOfItsOwn() {
		this.runner.withUserConfiguration(Derived.class)
			.withPropertyValues("securitycontext.clients.client.enabled=false",
					"securitycontext.clients.own.application-name=own")
			.run((context) -> {
				OpenAIClient client = context.getBean("client", OpenAIClient.class);
				assertThat(applicationOf(client)).isNull();
				assertThat(applicationOf(client.async())).isNull();
				assertThat(applicationOf(client.withOptions((options) -> options.maxRetries(0)))).isNull();
				assertThat(applicationOf(client.async().sync())).isNull();
				assertThat(applicationOf(context.getBean("same", OpenAIClient.class))).isNull();
				assertThat(applicationOf(context.getBean("async", OpenAIClientAsync.class))).isNull();
				assertThat(applicationOf(context.getBean("changed", OpenAIClient.class))).isNull();
				assertThat(applicationOf(context.getBean("own", OpenAIClientAsync.class))).isEqualTo("own");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Derived {

		@Bean
		@Primary
		OpenAIClient client() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		OpenAIClient same(OpenAIClient client) {
			return client;
		}

		@Bean
		OpenAIClientAsync async(OpenAIClient client) {
			return client.async();
		}

		@Bean
		@Primary
		OpenAIClientAsync own(OpenAIClient client) {
			return client.async();
		}

		@Bean
		OpenAIClient changed(OpenAIClient client) {
			return client.withOptions((options) -> options.maxRetries(0));
		}

		@Bean
		OpenAIClient back(OpenAIClientAsync own) {
			return own.sync();
		}

	}

	@Test
	void aBeanThatIsDeclaredAsAClassStaysInjectableCarriesNothingAndTheFixIsLoggedOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(Concrete.class).run((context) -> {
			assertThat(context.getBean(ConcreteHolder.class).client()).isSameAs(context.getBean("client"));
			assertThat(applicationOf(context.getBean("client", OpenAIClient.class))).isNull();
			assertThat(applicationOf(context.getBean("async", OpenAIClientAsync.class))).isNull();
			context.getBean("prototype");
			context.getBean("prototype");
			assertThat(context.getBean("product", OpenAIClientImpl.class)).isNotNull();
		});
		for (String name : List.of("client", "async", "prototype", "product")) {
			assertThat(output.getAll().split("The bean '" + name + "' carries no user security context", -1))
				.hasSize(2);
		}
		assertThat(output).contains("because it is declared as com.openai.client.OpenAIClientImpl")
			.contains("Declare it as one of the interfaces of that class");
	}

	@Configuration(proxyBeanMethods = false)
	static class Concrete {

		@Bean
		OpenAIClientImpl client() {
			return (OpenAIClientImpl) OpenAiCalls.fakeClient(http);
		}

		@Bean
		OpenAIClientAsyncImpl async() {
			return (OpenAIClientAsyncImpl) OpenAiCalls.fakeClient(http).async();
		}

		@Bean
		@Scope("prototype")
		OpenAIClientImpl prototype() {
			return (OpenAIClientImpl) OpenAiCalls.fakeClient(http);
		}

		@Bean
		FactoryBean<OpenAIClientImpl> product() {
			return new FactoryBean<>() {

				@Override
				public OpenAIClientImpl getObject() {
					return (OpenAIClientImpl) OpenAiCalls.fakeClient(http);
				}

				@Override
				public Class<?> getObjectType() {
					return OpenAIClientImpl.class;
				}

			};
		}

		@Bean
		ConcreteHolder holder(@Qualifier("client") OpenAIClientImpl client) {
			return new ConcreteHolder(client);
		}

	}

	record ConcreteHolder(OpenAIClientImpl client) {

	}

	@Test
	void aClassOfTheApplicationThatDelegatesCarriesItOnce(CapturedOutput output) {
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withBean("client", OpenAIClient.class, () -> delegateTo(OpenAiCalls.fakeClient(http)))
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.run((context) -> {
				assertCarriesOnce(context.getBean(OpenAIClient.class));
				assertThat(requests).hasSize(1);
			});
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void anInitMethodOfAClassOfTheApplicationRuns() throws ReflectiveOperationException {
		OpenAIClient target = OpenAiCalls.fakeClient(http);
		InvocationHandler delegation = (proxy, method, arguments) -> method.invoke(target, arguments);
		StartedClient client = new ByteBuddy().subclass(StartedClient.class)
			.method(ElementMatchers.isAbstract())
			.intercept(InvocationHandlerAdapter.of(delegation))
			.make()
			.load(getClass().getClassLoader())
			.getLoaded()
			.getDeclaredConstructor()
			.newInstance();
		this.runner
			.withBean("client", OpenAIClient.class, () -> client, (definition) -> definition.setInitMethodName("start"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(client.started).isTrue();
				assertCarriesOnce(context.getBean(OpenAIClient.class));
			});
	}

	public abstract static class StartedClient implements OpenAIClient {

		private boolean started;

		public void start() {
			this.started = true;
		}

	}

	@Test
	void aClassOfTheApplicationThatDelegatesToAnotherBeanCarriesItOnceAsThatBean() {
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Delegating.class)
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.withPropertyValues("securitycontext.clients.client.application-name=origin")
			.run((context) -> {
				assertCarriesOnce(context.getBean("delegate", OpenAIClient.class), "origin");
				assertThat(requests).hasSize(1);
			});
	}

	@Test
	void aClassOfTheApplicationThatDelegatesToADisabledBeanCarriesNothing() {
		this.runner.withUserConfiguration(Delegating.class)
			.withPropertyValues("securitycontext.clients.client.enabled=false")
			.run((context) -> assertThat(applicationOf(context.getBean("delegate", OpenAIClient.class))).isNull());
	}

	@Configuration(proxyBeanMethods = false)
	static class Delegating {

		@Bean
		@Primary
		OpenAIClient client() {
			return OpenAiCalls.fakeClient(http);
		}

		@Bean
		OpenAIClient delegate(OpenAIClient client) {
			return delegateTo(client);
		}

	}

	@Test
	void aClassOfTheApplicationThatHasNoOptionsStaysAsItIs(CapturedOutput output) {
		OpenAIClient client = proxy((invocation) -> {
			throw new UnsupportedOperationException("secret");
		});
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.run((context) -> assertThat(context.getBean("client")).isSameAs(client));
		assertThat(output.getAll().split("The bean 'client' carries no user security context", -1)).hasSize(2);
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void aStubThatAnswersNothingStaysAsItIs() {
		OpenAIClient client = proxy((invocation) -> null);
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.run((context) -> assertThat(context.getBean("client")).isSameAs(client));
	}

	@Test
	void aStubThatFailsWithAnErrorStaysAsItIs() {
		OpenAIClient client = proxy((invocation) -> {
			throw new AssertionError("not to be called");
		});
		this.runner.withBean("client", OpenAIClient.class, () -> client).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("client")).isSameAs(client);
		});
	}

	@Test
	void aClientOfAnotherVendorIsTheSameInstance(CapturedOutput output) {
		OpenAIClient openai = new OpenAIClientImpl(OpenAiCalls.options(http).build());
		OpenAIClient groq = new OpenAIClientImpl(
				OpenAiCalls.options(http).baseUrl("https://api.groq.com/openai/v1").build());
		this.runner.withBean("openai", OpenAIClient.class, () -> openai)
			.withBean("groq", OpenAIClient.class, () -> groq)
			.withBean("async", OpenAIClientAsync.class, openai::async)
			.run((context) -> {
				assertThat(context.getBean("openai")).isSameAs(openai);
				assertThat(context.getBean("groq")).isSameAs(groq);
				assertThat(context.getBean("async")).isSameAs(openai.async());
				assertThat(applicationOf(groq)).isNull();
			});
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aClientThatTwoContextsShareCarriesTheNameOfEach() {
		OpenAIClient client = OpenAiCalls.fakeClient(http);
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.run((first) -> this.runner.withBean("client", OpenAIClient.class, () -> client)
				.withPropertyValues("spring.application.name=other")
				.run((second) -> {
					assertCarriesOnce(first.getBean(OpenAIClient.class), "demo");
					assertCarriesOnce(second.getBean(OpenAIClient.class), "other");
					assertThat(applicationOf(client)).isNull();
				}));
	}

	@Test
	void aClientOfAnotherContextCarriesItOnceAndIsAskedAboutOnce() {
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withBean("client", OpenAIClient.class, () -> OpenAiCalls.fakeClient(http))
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.run((first) -> this.runner.withBean("again", OpenAIClient.class, () -> first.getBean(OpenAIClient.class))
				.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
				.withPropertyValues("securitycontext.clients.again.application-name=other")
				.run((second) -> assertCarriesOnce(second.getBean(OpenAIClient.class), "other")));
		assertThat(requests).extracting(OutgoingRequest::clientName).containsExactly("again");
	}

	@Test
	void theEndOfTheContextClosesTheRealClientOnce() {
		this.runner.withUserConfiguration(Closing.class).run((context) -> {
			FakeHttpClient real = context.getBean(Closing.class).http;
			OpenAiCalls.ask(context.getBean(OpenAIClient.class));
			assertThat(Received.context(real.last())).isEqualTo(Users.APPLICATION_JSON);
			assertThat(real.closed).hasValue(0);
			context.close();
			assertThat(real.closed).hasValue(1);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Closing {

		private final FakeHttpClient http = new FakeHttpClient();

		@Bean
		OpenAIClient closed() {
			return OpenAiCalls.fakeClient(this.http);
		}

	}

	@Test
	void aClientEqualsOneOfTheSameTargetOnly() {
		this.runner.withUserConfiguration(Derived.class)
			.withBean("another", OpenAIClient.class, () -> OpenAiCalls.fakeClient(http))
			.run((context) -> {
				Object client = context.getBean("client");
				Object same = context.getBean("same");
				Object another = context.getBean("another");
				Object target = target(client);
				assertThat(client).isEqualTo(client)
					.isEqualTo(same)
					.isNotSameAs(same)
					.hasSameHashCodeAs(same)
					.isNotEqualTo(another)
					.isNotEqualTo(target)
					.isNotEqualTo(null)
					.isNotEqualTo("text")
					.isNotEqualTo(((OpenAIClient) client).async())
					.isNotEqualTo(context.getBean("changed"))
					.hasToString(target.toString());
				assertThat(same).isEqualTo(client);
				assertThat(Set.of(client, another)).contains(client, same, another).doesNotContain(target);
				Map<Object, String> map = new HashMap<>(Map.of(client, "x"));
				assertThat(map.put(same, "y")).isEqualTo("x");
				assertThat(map).hasSize(1);
			});
	}

	@Test
	void servicesAreTheSameEachTime() {
		this.runner.withUserConfiguration(Derived.class).run((context) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			assertThat(client.chat()).isSameAs(client.chat());
			assertThat(client.chat().completions()).isSameAs(client.chat().completions());
			assertThat(client.responses()).isSameAs(client.responses());
			assertThat(client.async()).isSameAs(client.async());
			assertThat(client.withRawResponse()).isSameAs(client.withRawResponse());
			assertThat(client.embeddings()).isSameAs(client.embeddings());
			assertThat(client.chat().withRawResponse()).isNotEqualTo(client.chat());
		});
	}

	@Test
	void adviceGoesAroundTheClientWhichCarriesItAndIsAskedAboutOnce(CapturedOutput output) {
		List<String> advised = new CopyOnWriteArrayList<>();
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Derived.class)
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.withBean("advice", MethodInterceptor.class, () -> advice(advised))
			.withBean(BeanNameAutoProxyCreator.class, () -> {
				BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
				creator.setBeanNames("client", "async");
				creator.setInterceptorNames("advice");
				return creator;
			})
			.withPropertyValues("securitycontext.clients.client.application-name=origin")
			.run((context) -> {
				assertThat(advised).doesNotContain("chat");
				advised.clear();
				OpenAIClient client = context.getBean("client", OpenAIClient.class);
				assertCarriesOnce(client, "origin");
				assertThat(advised).containsExactly("chat");
				assertCarriesOnce(context.getBean("async", OpenAIClientAsync.class), "origin");
				assertThat(advised).containsExactly("chat", "chat");
				assertThat(requests).hasSize(2);
			});
		assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void ourStartUpIsNotSeenByAdvice() {
		List<String> advised = new CopyOnWriteArrayList<>();
		this.runner.withBean("client", OpenAIClient.class, () -> OpenAiCalls.fakeClient(http))
			.withBean("advice", MethodInterceptor.class, () -> advice(advised))
			.withBean(BeanNameAutoProxyCreator.class, () -> {
				BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
				creator.setBeanNames("client");
				creator.setInterceptorNames("advice");
				return creator;
			})
			.run((context) -> {
				context.getBean("client");
				assertThat(advised).isEmpty();
			});
	}

	@Test
	void aWrapperOfAnotherPostProcessorGoesAroundTheClientWhichCarriesItAndIsAskedAboutOnce() {
		List<OutgoingRequest> requests = new CopyOnWriteArrayList<>();
		this.runner.withBean("client", OpenAIClient.class, () -> OpenAiCalls.fakeClient(http))
			.withBean(UserSecurityContextCustomizer.class, () -> recorder(requests))
			.withBean(Wrapping.class, Wrapping::new)
			.run((context) -> {
				OpenAIClient client = context.getBean(OpenAIClient.class);
				assertThat(Proxy.getInvocationHandler(client)).isNotInstanceOf(CarryingInvocationHandler.class);
				assertCarriesOnce(client);
				assertThat(requests).hasSize(1);
			});
	}

	/**
	 * What a library for tracing would do.
	 */
	static class Wrapping implements BeanPostProcessor, Ordered {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof OpenAIClient client) ? delegateTo(client) : bean;
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	@Test
	void anAdvisedProductOfAFactoryBeanCarriesIt() {
		List<String> advised = new CopyOnWriteArrayList<>();
		this.runner.withBean("client", Factory.class, () -> new Factory<>(() -> {
			ProxyFactory factory = new ProxyFactory(OpenAiCalls.fakeClient(http));
			factory.addAdvice(advice(advised));
			return (OpenAIClient) factory.getProxy();
		}, OpenAIClient.class, true)).run((context) -> {
			OpenAIClient client = context.getBean("client", OpenAIClient.class);
			advised.clear();
			assertCarriesOnce(client);
			assertThat(advised).containsExactly("chat");
		});
	}

	@Test
	void aClientThatIsForAzureByItsOptionsOnlyCarriesIt() {
		this.runner
			.withBean(OpenAIClient.class,
					() -> new OpenAIClientImpl(OpenAiCalls.options(http)
						.baseUrl("https://ai.example.com/openai/v1")
						.azureUrlPathMode(AzureUrlPathMode.UNIFIED)
						.build()))
			.run((context) -> assertCarriesOnce(context.getBean(OpenAIClient.class)));
	}

	@Test
	void switchedOffNothingIsAddedOrChanged() {
		OpenAIClient client = OpenAiCalls.fakeClient(http);
		this.runner.withBean("client", OpenAIClient.class, () -> client)
			.withPropertyValues("securitycontext.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(OpenAIClient.class)).isSameAs(client);
				assertThat(context.getBeanDefinitionNames())
					.noneMatch((name) -> name.toLowerCase().contains("securitycontext"));
				assertThat(applicationOf(client)).isNull();
			});
	}

	private static UserSecurityContextCustomizer recorder(List<OutgoingRequest> requests) {
		return (context, request) -> {
			requests.add(request);
			return context;
		};
	}

	private static MethodInterceptor advice(List<String> advised) {
		return (invocation) -> {
			advised.add(invocation.getMethod().getName());
			return invocation.proceed();
		};
	}

	/**
	 * As a class of an application would do it, method by method.
	 */
	private static OpenAIClient delegateTo(OpenAIClient client) {
		return proxy((invocation) -> {
			try {
				return invocation.method().invoke(client, invocation.arguments());
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		});
	}

	private static OpenAIClient proxy(Answer answer) {
		return (OpenAIClient) Proxy.newProxyInstance(OpenAIClient.class.getClassLoader(),
				new Class<?>[] { OpenAIClient.class }, (proxy, method, arguments) -> {
					if (method.getDeclaringClass() == Object.class) {
						return switch (method.getName()) {
							case "equals" -> proxy == arguments[0];
							case "hashCode" -> System.identityHashCode(proxy);
							default -> "stub";
						};
					}
					return answer.to(new Invocation(method, arguments));
				});
	}

	private interface Answer {

		@Nullable Object to(Invocation invocation) throws Throwable;

	}

	private record Invocation(java.lang.reflect.Method method, Object @Nullable [] arguments) {

	}

	private static Object target(Object client) {
		CarryingInvocationHandler handler = CarryingInvocationHandler.find(client);
		assertThat(handler).isNotNull();
		return handler.target();
	}

	private static void assertCarriesOnce(OpenAIClient client) {
		assertCarriesOnce(client, "demo");
	}

	private static void assertCarriesOnce(OpenAIClientAsync client) {
		assertCarriesOnce(client, "demo");
	}

	private static void assertCarriesOnce(OpenAIClient client, String applicationName) {
		Users.as(Users.ALICE, () -> client.chat().completions().create(OpenAiCalls.CHAT));
		assertLastCarries(applicationName);
	}

	private static void assertCarriesOnce(OpenAIClientAsync client, String applicationName) {
		Users.as(Users.ALICE, () -> client.chat().completions().create(OpenAiCalls.CHAT)).join();
		assertLastCarries(applicationName);
	}

	private static void assertLastCarries(String applicationName) {
		assertThat(Received.context(http.last())).isEqualTo(Users.ALICE_JSON.replace("demo", applicationName));
		assertThat(http.last().text().split("user_security_context", -1)).hasSize(2);
	}

	private static @Nullable String applicationOf(OpenAIClient client) {
		OpenAiCalls.ask(client);
		return lastApplication();
	}

	private static @Nullable String applicationOf(OpenAIClientAsync client) {
		OpenAiCalls.ask(client);
		return lastApplication();
	}

	private static @Nullable String lastApplication() {
		String context = Received.context(http.last());
		return (context != null) ? context.replaceAll("\\{\"application_name\":\"(.*)\"}", "$1") : null;
	}

}
