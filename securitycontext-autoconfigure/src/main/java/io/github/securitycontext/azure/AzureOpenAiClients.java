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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.implementation.OpenAIClientImpl;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.tracing.Tracer;
import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.Mocks;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.azure.OutsideSpringPolicyProvider.OutsideSpringPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Makes clients of {@code azure-ai-openai} carry the context, whatever they were built
 * with. The clients are final and cannot be reconfigured, so a new one is built around
 * the parts of the old.
 */
public final class AzureOpenAiClients implements ClientAdapter {

	/**
	 * The clients, and their builder.
	 */
	public static final List<Class<?>> TYPES = List.of(OpenAIClient.class, OpenAIAsyncClient.class,
			OpenAIClientBuilder.class);

	private static final String LIBRARY = "azure-ai-openai";

	private final UserSecurityContextAttacher attacher;

	/**
	 * Creates an adapter.
	 * @param attacher what attaches the context
	 */
	public AzureOpenAiClients(UserSecurityContextAttacher attacher) {
		this.attacher = attacher;
	}

	@Override
	public List<Class<?>> getClientTypes() {
		return TYPES;
	}

	/**
	 * {@inheritDoc}
	 * @return a client built like the given one; or the given object itself if it is a
	 * builder, a mock or a spy, talks to api.openai.com, or carries the context already.
	 * A client that is not to carry a context gets a policy, too, which tells those that
	 * are made of it
	 */
	@Override
	public Object attachTo(Object client, Function<@Nullable ClientSettings, ClientSettings> settings)
			throws ReflectiveOperationException {
		if (client instanceof OpenAIClientBuilder builder) {
			attachToBuilder(builder, settings);
			return builder;
		}
		Field part = serviceClientOf(client);
		if (!(part.get(client) instanceof OpenAIClientImpl serviceClient) || serviceClient.getHttpPipeline() == null) {
			return client;
		}
		HttpPipeline pipeline = attachTo(serviceClient.getHttpPipeline(), settings);
		if (pipeline == serviceClient.getHttpPipeline()) {
			return client;
		}
		OpenAIClientBuilder builder = new OpenAIClientBuilder().endpoint(serviceClient.getEndpoint())
			.serviceVersion(serviceClient.getServiceVersion())
			.pipeline(pipeline);
		Object carrying = (client instanceof OpenAIClient) ? builder.buildClient() : builder.buildAsyncClient();
		if (!Mocks.isMock(client)) {
			return carrying;
		}
		// a spy must stay the object that a test verifies
		part.set(client, part.get(carrying));
		return client;
	}

	/**
	 * Works on the fields, because a call would count as an interaction with a spy.
	 */
	@SuppressWarnings("unchecked")
	private void attachToBuilder(OpenAIClientBuilder builder,
			Function<@Nullable ClientSettings, ClientSettings> settings) throws ReflectiveOperationException {
		List<HttpPipelinePolicy> policies = (List<HttpPipelinePolicy>) field(OpenAIClientBuilder.class,
				"pipelinePolicies")
			.get(builder);
		UserSecurityContextPolicy ours = (policies != null) ? findOurs(policies) : null;
		if (policies == null || (ours != null && ours.attacher() == this.attacher)) {
			return;
		}
		ClientSettings own = settings.apply(null);
		// those of another application context that shares the builder
		removeOurs(policies);
		addOurs(policies, policies.size(), own);
		// a builder with a pipeline of its own ignores added policies
		Field part = field(OpenAIClientBuilder.class, "pipeline");
		if (part.get(builder) instanceof HttpPipeline pipeline) {
			part.set(builder, attachTo(pipeline, (ignored) -> own));
		}
	}

	/**
	 * Ours goes directly before the retries: it sees what the policies of the user made
	 * of the body, and a repeat does not attach again.
	 * @return the given pipeline if it needs no change
	 */
	private HttpPipeline attachTo(HttpPipeline pipeline, Function<@Nullable ClientSettings, ClientSettings> settings)
			throws ReflectiveOperationException {
		List<HttpPipelinePolicy> policies = policiesOf(pipeline);
		UserSecurityContextPolicy ours = findOurs(policies);
		ClientSettings own = settings.apply((ours != null) ? ours.settings() : null);
		if (ours != null && ours.attacher() == this.attacher && ours.settings().equals(own)) {
			return pipeline;
		}
		removeOurs(policies);
		int retry = 0;
		while (retry < policies.size() && !(policies.get(retry) instanceof RetryPolicy)) {
			retry++;
		}
		addOurs(policies, (retry < policies.size()) ? retry : 0, own);
		return newPipeline(pipeline, policies);
	}

	private void addOurs(List<HttpPipelinePolicy> policies, int position, ClientSettings settings) {
		policies.add(position, new UserSecurityContextPolicy(this.attacher, settings));
		for (int i = position - 1; i >= 0 && settings.enabled(); i--) {
			if (CallerPolicy.isNeededBefore(policies.get(i))) {
				policies.add(i, CallerPolicy.INSTANCE);
			}
		}
	}

	private static void removeOurs(List<HttpPipelinePolicy> policies) {
		policies.removeIf((policy) -> policy instanceof UserSecurityContextPolicy || policy == CallerPolicy.INSTANCE
				|| policy == OutsideSpringPolicy.INSTANCE);
	}

	/**
	 * The public builder would initialise the policies of the user anew, and so forget
	 * which query parameters their traces may show.
	 */
	private static HttpPipeline newPipeline(HttpPipeline pipeline, List<HttpPipelinePolicy> policies)
			throws ReflectiveOperationException {
		Constructor<HttpPipeline> constructor = HttpPipeline.class.getDeclaredConstructor(HttpClient.class, List.class,
				Tracer.class);
		constructor.setAccessible(true);
		return constructor.newInstance(pipeline.getHttpClient(), policies, pipeline.getTracer());
	}

	private static @Nullable UserSecurityContextPolicy findOurs(List<?> policies) {
		for (Object policy : policies) {
			if (policy instanceof UserSecurityContextPolicy ours) {
				return ours;
			}
		}
		return null;
	}

	@Override
	public ClientDescription describe(Object client) throws ReflectiveOperationException {
		if (client instanceof OpenAIClientBuilder builder) {
			return describeBuilder(builder);
		}
		if (!(serviceClientOf(client).get(client) instanceof OpenAIClientImpl serviceClient)
				|| serviceClient.getHttpPipeline() == null) {
			return ClientDescription.of(LIBRARY, Mocks.isMock(client) ? ClientCoverage.MOCK : ClientCoverage.NOT_AZURE);
		}
		return describe(findOurs(policiesOf(serviceClient.getHttpPipeline())), serviceClient.getEndpoint(),
				serviceClient.getServiceVersion());
	}

	private static ClientDescription describeBuilder(OpenAIClientBuilder builder) throws ReflectiveOperationException {
		UserSecurityContextPolicy ours = (field(OpenAIClientBuilder.class, "pipelinePolicies")
			.get(builder) instanceof List<?> policies) ? findOurs(policies) : null;
		OpenAIServiceVersion version = (OpenAIServiceVersion) field(OpenAIClientBuilder.class, "serviceVersion")
			.get(builder);
		return describe(ours, (String) field(OpenAIClientBuilder.class, "endpoint").get(builder),
				(version != null) ? version : OpenAIServiceVersion.getLatest());
	}

	private static ClientDescription describe(@Nullable UserSecurityContextPolicy ours, @Nullable String endpoint,
			OpenAIServiceVersion version) {
		if (ours == null) {
			return ClientDescription.of(LIBRARY, ClientCoverage.MOCK);
		}
		boolean enabled = ours.settings().enabled();
		if (endpoint == null) {
			return ClientDescription.of(LIBRARY, enabled ? ClientCoverage.UNKNOWN : ClientCoverage.SWITCHED_OFF);
		}
		URI url = URI.create(endpoint);
		String host = Objects.requireNonNullElse(url.getHost(), "");
		String path = StringUtils.trimTrailingCharacter(Objects.requireNonNullElse(url.getRawPath(), ""), '/');
		return ClientDescription.of(LIBRARY, enabled, endpoint,
				new OutgoingRequest(ours.settings().name(), !UserSecurityContextPolicy.OPENAI_HOST.equals(host), "POST",
						host, url.getPort(), path + "/openai/deployments/any/chat/completions",
						"api-version=" + version.getVersion()));
	}

	private static List<HttpPipelinePolicy> policiesOf(HttpPipeline pipeline) {
		List<HttpPipelinePolicy> policies = new ArrayList<>();
		for (int i = 0; i < pipeline.getPolicyCount(); i++) {
			policies.add(pipeline.getPolicy(i));
		}
		return policies;
	}

	private static Field serviceClientOf(Object client) throws ReflectiveOperationException {
		return field((client instanceof OpenAIClient) ? OpenAIClient.class : OpenAIAsyncClient.class, "serviceClient");
	}

	private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
		Field field = type.getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

}
