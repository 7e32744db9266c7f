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

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import com.openai.services.async.ChatServiceAsync;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.ChatService;
import com.openai.services.blocking.ResponseService;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.support.HiddenClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Every method of every type that a proxy stands in front of, whatever the version of the
 * library.
 */
class OpenAiForwardingTests {

	private static final List<Class<?>> TYPES = List.of(OpenAIClient.class, OpenAIClient.WithRawResponse.class,
			OpenAIClientAsync.class, OpenAIClientAsync.WithRawResponse.class, ChatService.class,
			ChatService.WithRawResponse.class, ChatServiceAsync.class, ChatServiceAsync.WithRawResponse.class,
			ChatCompletionService.class, ChatCompletionService.WithRawResponse.class, ChatCompletionServiceAsync.class,
			ChatCompletionServiceAsync.WithRawResponse.class, ResponseService.class,
			ResponseService.WithRawResponse.class, ResponseServiceAsync.class,
			ResponseServiceAsync.WithRawResponse.class);

	/** The parameters of the calls that may carry the context. */
	private static final List<Class<?>> PARAMS = List.of(ChatCompletionCreateParams.class,
			StructuredChatCompletionCreateParams.class, ResponseCreateParams.class,
			StructuredResponseCreateParams.class);

	/** What a method may be called with; everything else is a mock. */
	private static final List<Object> ARGUMENTS = List.of(OpenAiCalls.CHAT, OpenAiCalls.STRUCTURED_CHAT,
			OpenAiCalls.RESPONSE, OpenAiCalls.STRUCTURED_RESPONSE, "text", RequestOptions.none());

	private static final Map<Class<?>, Object> mocks = new HashMap<>();

	private static final ClientOptions options = OpenAiCalls.options(new FakeHttpClient())
		.baseUrl("https://demo.services.ai.azure.com/api/projects/demo/openai/v1")
		.build();

	private static final ClientCalls calls = new ClientCalls(new UserSecurityContextAttacher(List::of),
			new ClientSettings("client", true, "demo"), ClientEndpoint.of(options));

	@ParameterizedTest
	@MethodSource("methods")
	void aMethodReachesTheSameOneOfTheTargetOnceAndGivesBackItsResult(Class<?> type, Method method) throws Throwable {
		Target target = new Target(null);
		@Nullable Object[] arguments = arguments(method);
		Object result = invoke(target.proxyOf(type), method, arguments);
		assertThat(target.methods).containsExactly(method);
		assertThat(target.arguments).hasSameSizeAs(arguments);
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i] instanceof Consumer<?>) {
				assertThat(target.modified).isTrue();
			}
			else {
				assertThat(withoutContext(target.arguments.get(i))).isEqualTo(withoutContext(arguments[i]));
			}
		}
		if (TYPES.contains(method.getReturnType())) {
			assertThat(Objects.requireNonNull(CarryingInvocationHandler.find(result)).target()).isSameAs(target.result);
		}
		else if (isAsync(method) && takesParams(method)) {
			assertThat(result).isInstanceOfAny(RepeatingFuture.class, RepeatingStream.class);
		}
		else {
			assertThat(result).isSameAs(target.result);
		}
	}

	@ParameterizedTest
	@MethodSource("methods")
	void aCallThatMayCarryTheContextDoesSo(Class<?> type, Method method) throws Throwable {
		Target target = new Target(null);
		invoke(target.proxyOf(type), method, arguments(method));
		assertThat(Stream.concat(Stream.of(""), target.arguments.stream())
			.map(OpenAiForwardingTests::context)
			.filter(Objects::nonNull))
			.hasSize((method.getParameterCount() > 0 && PARAMS.contains(method.getParameterTypes()[0])) ? 1 : 0);
	}

	@ParameterizedTest
	@MethodSource("methods")
	void whatTheTargetThrowsComesOutAsItIs(Class<?> type, Method method) {
		for (Throwable failure : List.of(new IllegalStateException(), new StackOverflowError(), new LinkageError(),
				new CancellationException(), new UndeclaredThrowableException(new IOException()), new AssertionError(),
				new OutOfMemoryError())) {
			Target target = new Target(failure);
			assertThat(catchThrowable(() -> invoke(target.proxyOf(type), method, arguments(method)))).isSameAs(failure);
			assertThat(target.methods).containsExactly(method);
		}
	}

	static Stream<Arguments> methods() {
		return TYPES.stream()
			.flatMap((type) -> Arrays.stream(type.getMethods())
				.filter((method) -> !Modifier.isStatic(method.getModifiers()))
				.map((method) -> Arguments
					.of(Named.of(type.getName().substring(type.getPackageName().length() + 1), type), Named
						.of(method.getName() + Arrays.toString(simpleNames(method.getParameterTypes())), method))));
	}

	@Test
	void noTypeOnTheWayIsReachedByAMethodWithArgumentsOtherThanForItsOptions() {
		assertThat(TYPES).allSatisfy((type) -> assertThat(type.getMethods())
			.filteredOn((method) -> TYPES.contains(method.getReturnType()) && method.getParameterCount() > 0)
			.extracting(Method::getName)
			.containsOnly("withOptions"));
	}

	/**
	 * So that a new way to a chat completion in another version of the library is seen.
	 */
	@Test
	void everyWayToACallThatMayCarryTheContextLeadsThroughProxies() {
		Map<Class<?>, List<Class<?>>> ways = ways();
		assertThat(ways).containsKeys(TYPES.toArray(Class<?>[]::new)).hasSizeGreaterThan(TYPES.size());
		List<Class<?>> found = new ArrayList<>();
		ways.forEach((type, way) -> {
			if (Arrays.stream(type.getMethods()).anyMatch(OpenAiForwardingTests::takesParams)) {
				assertThat(TYPES).as(way.toString()).containsAll(way);
				found.add(type);
			}
		});
		assertThat(found).hasSize(8);
	}

	/**
	 * Other parameters of the same names: those of the preview of the Responses API are
	 * known, and not supported.
	 */
	@Test
	void noOtherParametersLookLikeThoseOfACallThatMayCarryTheContext() {
		Set<String> names = PARAMS.stream().map(Class::getSimpleName).collect(Collectors.toSet());
		assertThat(ways().keySet()
			.stream()
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.flatMap((method) -> Arrays.stream(method.getParameterTypes()))
			.filter((parameter) -> names.contains(parameter.getSimpleName()) && !PARAMS.contains(parameter))
			.map(Class::getName)).isSubsetOf(Set.of("com.openai.models.beta.responses.ResponseCreateParams"));
	}

	@Test
	void anErrorOfTheTargetWhileItsOptionsChangeComesOutAsItIs() {
		IllegalStateException failure = new IllegalStateException();
		OpenAIClient client = (OpenAIClient) new Target(null).proxyOf(OpenAIClient.class);
		assertThat(catchThrowable(() -> client.withOptions((builder) -> {
			throw failure;
		}))).isSameAs(failure);
	}

	/**
	 * As with every proxy of the JDK, because the methods do not declare it.
	 */
	@Test
	void aCheckedExceptionThatIsNotDeclaredIsTheCauseOfAnUncheckedOne() {
		IOException failure = new IOException();
		OpenAIClient target = Mockito.mock(OpenAIClient.class, (invocation) -> {
			throw failure;
		});
		OpenAIClient client = (OpenAIClient) CarryingInvocationHandler.proxy(target, calls);
		assertThatExceptionOfType(UndeclaredThrowableException.class).isThrownBy(client::chat).withCause(failure);
	}

	@Test
	void aCheckedExceptionThatIsDeclaredComesOutAsItIs() {
		IOException failure = new IOException();
		InvocationTargetException other = new InvocationTargetException(failure);
		for (Exception thrown : List.of(failure, other)) {
			OwnClient target = (OwnClient) new Target(thrown).of(OwnClient.class);
			OwnClient client = (OwnClient) CarryingInvocationHandler.proxy(target, calls);
			assertThat(catchThrowable(client::check)).isSameAs(thrown);
			assertThat(catchThrowable(() -> client.check("text"))).isSameAs(thrown);
		}
	}

	interface OwnClient extends OpenAIClient {

		void check() throws IOException, InvocationTargetException;

		void check(String text) throws IOException, InvocationTargetException;

	}

	@Test
	void aTypeOfTheApplicationThatIsNotPublicIsForwardedToo() {
		Target target = new Target(null);
		OpenAIClient client = (OpenAIClient) CarryingInvocationHandler.proxy(target.of(HiddenClients.TYPE), calls);
		assertThat(CarryingInvocationHandler.find(client.chat())).isNotNull();
		client.close();
		assertThat(target.methods).extracting(Method::getName).containsExactly("chat", "close");
	}

	private static boolean isAsync(Method method) {
		return method.getReturnType() == CompletableFuture.class || method.getReturnType() == AsyncStreamResponse.class;
	}

	private static boolean takesParams(Method method) {
		return Arrays.stream(method.getParameterTypes()).anyMatch(PARAMS::contains);
	}

	/**
	 * Returns all interfaces of the library that can be reached from a client, with those
	 * on the way there, themselves included. Each way that is not through proxies only
	 * wins.
	 */
	private static Map<Class<?>, List<Class<?>>> ways() {
		Map<Class<?>, List<Class<?>>> ways = new LinkedHashMap<>();
		Deque<List<Class<?>>> open = new ArrayDeque<>(
				List.of(List.of(OpenAIClient.class), List.of(OpenAIClientAsync.class)));
		while (!open.isEmpty()) {
			List<Class<?>> way = open.remove();
			Class<?> type = way.get(way.size() - 1);
			List<Class<?>> existing = ways.get(type);
			if (existing != null && (TYPES.containsAll(way) || !TYPES.containsAll(existing))) {
				continue;
			}
			ways.put(type, way);
			for (Method method : type.getMethods()) {
				Class<?> next = method.getReturnType();
				if (next.isInterface() && next.getName().startsWith("com.openai.")) {
					List<Class<?>> longer = new ArrayList<>(way);
					longer.add(next);
					open.add(longer);
				}
			}
		}
		return ways;
	}

	private static @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
		try {
			return method.invoke(proxy, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static @Nullable Object[] arguments(Method method) {
		return Arrays.stream(method.getParameterTypes()).map(OpenAiForwardingTests::argument).toArray();
	}

	private static Object argument(Class<?> type) {
		if (type == Consumer.class) {
			return (Consumer<ClientOptions.Builder>) (builder) -> builder.maxRetries(0);
		}
		return ARGUMENTS.stream().filter(type::isInstance).findFirst().orElseGet(() -> mock(type));
	}

	private static Object mock(Class<?> type) {
		return mocks.computeIfAbsent(type, Mockito::mock);
	}

	private static @Nullable JsonValue context(@Nullable Object argument) {
		if (argument instanceof ChatCompletionCreateParams params) {
			return params._additionalBodyProperties().get("user_security_context");
		}
		if (argument instanceof StructuredChatCompletionCreateParams<?> params) {
			return context(params.rawParams());
		}
		if (argument instanceof ResponseCreateParams params) {
			return params._additionalBodyProperties().get("user_security_context");
		}
		if (argument instanceof StructuredResponseCreateParams<?> params) {
			return context(params.rawParams());
		}
		return null;
	}

	private static @Nullable Object withoutContext(@Nullable Object argument) {
		if (argument instanceof ChatCompletionCreateParams params) {
			return params.toBuilder().removeAdditionalBodyProperty("user_security_context").build();
		}
		if (argument instanceof StructuredChatCompletionCreateParams<?> params) {
			return List.of(params.responseType(), Objects.requireNonNull(withoutContext(params.rawParams())));
		}
		if (argument instanceof ResponseCreateParams params) {
			return params.toBuilder().removeAdditionalBodyProperty("user_security_context").build();
		}
		if (argument instanceof StructuredResponseCreateParams<?> params) {
			return List.of(params.responseType(), Objects.requireNonNull(withoutContext(params.rawParams())));
		}
		return argument;
	}

	private static String[] simpleNames(Class<?>[] types) {
		return Arrays.stream(types).map(Class::getSimpleName).toArray(String[]::new);
	}

	/**
	 * Keeps what it was called with.
	 */
	private static final class Target implements InvocationHandler {

		private final @Nullable Throwable failure;

		private final List<Method> methods = new ArrayList<>();

		private List<@Nullable Object> arguments = List.of();

		private @Nullable Object result;

		private boolean modified;

		private Target(@Nullable Throwable failure) {
			this.failure = failure;
		}

		private Object of(Class<?> type) {
			return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this);
		}

		private Object proxyOf(Class<?> type) {
			return CarryingInvocationHandler.proxy(of(type), calls);
		}

		@Override
		@SuppressWarnings("unchecked")
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			this.methods.add(method);
			if (this.failure != null) {
				throw this.failure;
			}
			this.arguments = (arguments != null) ? Arrays.asList(arguments) : List.of();
			if (method.getName().equals("withOptions")) {
				ClientOptions.Builder builder = options.toBuilder();
				((Consumer<ClientOptions.Builder>) Objects.requireNonNull(this.arguments.get(0))).accept(builder);
				this.modified = builder.build().maxRetries() == 0;
			}
			Class<?> type = method.getReturnType();
			this.result = (type == void.class) ? null
					: (type == String.class) ? "text" : type.isInterface() ? new Target(null).of(type) : mock(type);
			return this.result;
		}

	}

}
