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

import java.util.List;
import java.util.function.Function;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.Mocks;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;

/**
 * Makes clients of {@code openai-java} carry the context, if they are for Azure. Clients
 * and services are interfaces, so proxies stand in front of them.
 * <p>
 * A call that must not be sent as it is fails with a
 * {@link MissingUserSecurityContextException}: by the future where a method returns a
 * {@link java.util.concurrent.CompletableFuture}. Every other method throws it, also one
 * that returns an {@link com.openai.core.http.AsyncStreamResponse}.
 * <p>
 * A call whose model refuses the context is made once more without, through the same
 * method of the same client. If it is asynchronous, that is done on a thread of the
 * library.
 */
public final class OpenAiClients implements ClientAdapter {

	/**
	 * The clients.
	 */
	public static final List<Class<?>> TYPES = List.of(OpenAIClient.class, OpenAIClientAsync.class);

	private static final String LIBRARY = "openai-java";

	private final UserSecurityContextAttacher attacher;

	/**
	 * Creates an adapter.
	 * @param attacher what attaches the context
	 */
	public OpenAiClients(UserSecurityContextAttacher attacher) {
		this.attacher = attacher;
	}

	@Override
	public List<Class<?>> getClientTypes() {
		return TYPES;
	}

	/**
	 * {@inheritDoc}
	 * @return a proxy of the client; or the given object itself if it is a mock or a spy,
	 * does not talk to Azure, or carries the context already. A client that is not to
	 * carry a context gets a proxy, too, which tells those that are made of it
	 */
	@Override
	public Object attachTo(Object client, Function<@Nullable ClientSettings, ClientSettings> settings) {
		if (Mocks.isMock(client)) {
			return client;
		}
		CarryingInvocationHandler ours = CarryingInvocationHandler.find(client);
		if (ours != null) {
			ClientCalls calls = ours.calls();
			ClientCalls own = new ClientCalls(this.attacher, settings.apply(calls.settings()), calls.endpoint());
			return own.equals(calls) ? client : CarryingInvocationHandler.proxy(ours.target(), own);
		}
		return isAdvised(client) ? client : attachToOther(client, settings);
	}

	@Override
	public ClientDescription describe(Object client) {
		if (Mocks.isMock(client)) {
			return ClientDescription.of(LIBRARY, ClientCoverage.MOCK);
		}
		CarryingInvocationHandler ours = CarryingInvocationHandler.find(client);
		if (ours != null) {
			return ours.calls().endpoint().describe(LIBRARY, ours.calls().settings());
		}
		Object target = AopProxyUtils.getSingletonTarget(client);
		if (target != null) {
			return describe(target);
		}
		OptionsReader reader = OptionsReader.read(client);
		ClientEndpoint endpoint = reader.findEndpoint();
		if (endpoint == null) {
			return ClientDescription.of(LIBRARY, ClientCoverage.UNKNOWN);
		}
		ClientSettings settings = reader.findSettings();
		return endpoint.describe(LIBRARY, (settings != null) ? settings : new ClientSettings(null, false, null));
	}

	/**
	 * Advice goes around a client that was seen before, and is not to see us.
	 */
	private static boolean isAdvised(Object client) {
		Object target = AopProxyUtils.getSingletonTarget(client);
		return target != null
				&& (Mocks.isMock(target) || CarryingInvocationHandler.find(target) != null || isAdvised(target));
	}

	private Object attachToOther(Object client, Function<@Nullable ClientSettings, ClientSettings> settings) {
		OptionsReader reader = OptionsReader.read(client);
		ClientEndpoint endpoint = reader.findEndpoint();
		ClientSettings origin = reader.findSettings();
		ClientSettings own = settings.apply(origin);
		if (endpoint == null && own.enabled() && own.required().isEnforced()) {
			throw new IllegalStateException("The client does not tell where it points, which may be Azure");
		}
		if (endpoint == null || !endpoint.isAzure()) {
			return client;
		}
		return isSame(own, origin) ? client
				: CarryingInvocationHandler.proxy(client, new ClientCalls(this.attacher, own, endpoint));
	}

	/**
	 * Whether nothing but the name differs.
	 */
	private static boolean isSame(ClientSettings own, @Nullable ClientSettings origin) {
		return origin != null && own
			.equals(new ClientSettings(own.name(), origin.enabled(), origin.applicationName(), origin.required()));
	}

}
