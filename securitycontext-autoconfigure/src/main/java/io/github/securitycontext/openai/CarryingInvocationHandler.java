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
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.services.async.ChatServiceAsync;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.ChatService;
import com.openai.services.blocking.ResponseService;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Stands in front of a client, or of one of its services on the way to a call that may
 * carry the context. Everything is handed on to the target, whatever the version of the
 * library.
 */
final class CarryingInvocationHandler implements InvocationHandler {

	/**
	 * What is on the way. All other services are those of the target itself.
	 */
	static final Set<Class<?>> TYPES = Set.of(OpenAIClient.class, OpenAIClient.WithRawResponse.class,
			OpenAIClientAsync.class, OpenAIClientAsync.WithRawResponse.class, ChatService.class,
			ChatService.WithRawResponse.class, ChatServiceAsync.class, ChatServiceAsync.WithRawResponse.class,
			ChatCompletionService.class, ChatCompletionService.WithRawResponse.class, ChatCompletionServiceAsync.class,
			ChatCompletionServiceAsync.WithRawResponse.class, ResponseService.class,
			ResponseService.WithRawResponse.class, ResponseServiceAsync.class,
			ResponseServiceAsync.WithRawResponse.class);

	private final Object target;

	private final ClientCalls calls;

	/** The target, where it makes a call that may be refused. */
	private final SingletonSupplier<AnswerKeepingService> service;

	/** The proxies of services that the target returns again and again. */
	private final Map<Method, ProxiedService> proxies = new ConcurrentHashMap<>();

	private CarryingInvocationHandler(Object target, ClientCalls calls) {
		this.target = target;
		this.calls = calls;
		this.service = SingletonSupplier.of(() -> AnswerKeepingService.of(target));
	}

	static Object proxy(Object target, ClientCalls calls) {
		ClassLoader classLoader = target.getClass().getClassLoader();
		return Proxy.newProxyInstance(classLoader, ClassUtils.getAllInterfacesForClass(target.getClass(), classLoader),
				new CarryingInvocationHandler(target, calls));
	}

	/**
	 * Returns the handler behind a proxy of ours, or {@code null} for any other object.
	 */
	static @Nullable CarryingInvocationHandler find(@Nullable Object candidate) {
		return (candidate != null && Proxy.isProxyClass(candidate.getClass())
				&& Proxy.getInvocationHandler(candidate) instanceof CarryingInvocationHandler handler) ? handler : null;
	}

	Object target() {
		return this.target;
	}

	ClientCalls calls() {
		return this.calls;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (arguments == null || arguments.length == 0) {
			return proxyOf(method, call(method));
		}
		if (method.getDeclaringClass() == Object.class) {
			CarryingInvocationHandler other = find(arguments[0]);
			return other != null && this.target.equals(other.target);
		}
		if (method.getName().equals("withOptions") && arguments[0] instanceof Consumer<?> modifier) {
			return withOptions(method, modifier);
		}
		return carry(method, arguments);
	}

	private @Nullable Object carry(Method method, @Nullable Object[] arguments) throws Throwable {
		CarryingParams params;
		try {
			params = attachTo(arguments[0]);
		}
		catch (MissingUserSecurityContextException ex) {
			if (method.getReturnType() == CompletableFuture.class) {
				return CompletableFuture.failedFuture(ex);
			}
			throw ex;
		}
		if (params == null) {
			return call(method, arguments);
		}
		@Nullable Object[] carrying = arguments.clone();
		carrying[0] = params.value();
		if (!params.call().isRefusable()) {
			return call(method, carrying);
		}
		AnswerKeepingService service = this.service.obtain();
		return new RefusableCall(params.call(), service.answers(), () -> call(method, arguments))
			.send(() -> call(service.target(), method, carrying));
	}

	private @Nullable CarryingParams attachTo(@Nullable Object argument) {
		try {
			return this.calls.attachTo(argument);
		}
		catch (MissingUserSecurityContextException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// an error, too: a version of the library may lack what another has
			this.calls.attacher().report(this.calls.settings(), ex);
			return null;
		}
	}

	/**
	 * Other options may mean another endpoint.
	 */
	@SuppressWarnings("unchecked")
	private @Nullable Object withOptions(Method method, Consumer<?> modifier) throws Throwable {
		if (modifier instanceof OptionsReader reader) {
			reader.tellSettings(this.calls.settings());
		}
		AtomicReference<@Nullable ClientOptions> options = new AtomicReference<>();
		Consumer<ClientOptions.Builder> recording = (builder) -> {
			((Consumer<ClientOptions.Builder>) modifier).accept(builder);
			options.set(builder.build());
		};
		Object changed = call(method, recording);
		return (changed != null) ? orUnchanged(changed, () -> {
			ClientOptions found = options.get();
			if (found == null) {
				throw new IllegalStateException("The client does not tell its options");
			}
			return proxy(changed, this.calls.withEndpoint(ClientEndpoint.of(found)));
		}) : null;
	}

	private @Nullable Object proxyOf(Method method, @Nullable Object result) {
		if (result == null || !TYPES.contains(method.getReturnType())) {
			return result;
		}
		ProxiedService known = this.proxies.get(method);
		if (known != null && known.target() == result) {
			return known.proxy();
		}
		return orUnchanged(result,
				() -> this.proxies.compute(method, (key, existing) -> (existing != null && existing.target() == result)
						? existing : new ProxiedService(result, proxy(result, this.calls)))
					.proxy());
	}

	/**
	 * Returns what stands in for a result, or the result itself if nothing can.
	 * @throws MissingUserSecurityContextException if calls must not be sent as they are
	 */
	private Object orUnchanged(Object result, Supplier<Object> proxy) {
		try {
			return proxy.get();
		}
		catch (Throwable ex) {
			this.calls.attacher().report(this.calls.settings(), ex);
			return result;
		}
	}

	private @Nullable Object call(Method method, @Nullable Object... arguments) throws Throwable {
		return call(this.target, method, arguments);
	}

	private static @Nullable Object call(Object target, Method method, @Nullable Object... arguments) throws Throwable {
		// an interface of the application need not be public
		ReflectionUtils.makeAccessible(method);
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private record ProxiedService(Object target, Object proxy) {

	}

}
