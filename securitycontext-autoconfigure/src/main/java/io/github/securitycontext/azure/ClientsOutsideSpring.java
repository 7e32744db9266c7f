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

package io.github.securitycontext.azure;

import java.util.HashSet;
import java.util.Set;

import com.azure.core.http.HttpPipelineCallContext;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

/**
 * The part of an application context in the calls of clients that are not beans. Such a
 * client does not say which context it belongs to, so there is an answer only while a
 * single one is active in this JVM.
 */
public final class ClientsOutsideSpring implements AutoCloseable {

	private static final Set<ClientsOutsideSpring> active = new HashSet<>();

	private static volatile @Nullable ClientsOutsideSpring only;

	private final UserSecurityContextPolicy policy;

	/**
	 * Registers an application context as active, until it is closed.
	 * @param attacher what attaches its contexts
	 * @param settings the settings of all clients that are not beans
	 */
	public ClientsOutsideSpring(UserSecurityContextAttacher attacher, ClientSettings settings) {
		this.policy = new UserSecurityContextPolicy(attacher, settings);
		synchronized (active) {
			active.add(this);
			findOnly();
		}
	}

	@Override
	public void close() {
		synchronized (active) {
			active.remove(this);
			findOnly();
		}
	}

	private static void findOnly() {
		only = (active.size() == 1) ? active.iterator().next() : null;
	}

	/**
	 * Returns the policy for a call, or {@code null} if it is to be sent as it is: it is
	 * one of another Azure service, or of a client that is a bean.
	 */
	static @Nullable UserSecurityContextPolicy findPolicy(HttpPipelineCallContext call) {
		ClientsOutsideSpring context = only;
		return (context != null && isChatClient(call) && context.policy.isFreeToHandle(call)) ? context.policy : null;
	}

	/**
	 * Every client of Azure tells its policies which of its methods calls.
	 */
	private static boolean isChatClient(HttpPipelineCallContext call) {
		return call.getData("caller-method")
			.filter((method) -> method.toString().startsWith("com.azure.ai.openai."))
			.isPresent();
	}

}
