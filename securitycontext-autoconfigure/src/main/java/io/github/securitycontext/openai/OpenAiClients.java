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
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.Mocks;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of {@code openai-java} carry the context, if they are for Azure. Clients
 * and services are interfaces, so proxies stand in front of them.
 */
public final class OpenAiClients implements ClientAdapter {

	/**
	 * The clients.
	 */
	public static final List<Class<?>> TYPES = List.of(OpenAIClient.class, OpenAIClientAsync.class);

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
		CarryingInvocationHandler ours = CarryingInvocationHandler.find(client);
		if (ours != null) {
			ClientCalls calls = ours.calls();
			ClientCalls own = new ClientCalls(this.attacher, settings.apply(calls.client()), calls.endpoint());
			return own.equals(calls) ? client : CarryingInvocationHandler.proxy(ours.target(), own);
		}
		ClientEndpoint endpoint = Mocks.isMock(client) ? null : ClientEndpoint.find(client);
		if (endpoint == null || !endpoint.isAzure()) {
			return client;
		}
		return CarryingInvocationHandler.proxy(client, new ClientCalls(this.attacher, settings.apply(null), endpoint));
	}

}
