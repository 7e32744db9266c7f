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

import java.net.URI;
import java.util.Objects;

import com.openai.azure.AzureUrlPathMode;
import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.QueryParams;
import io.github.securitycontext.attach.AzureHosts;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Where the requests of a client go, found out as the library does it itself.
 */
final class ClientEndpoint {

	private static final String UNIFIED_PATH = "/openai/v1";

	private final String baseUrl;

	private final String host;

	/** Whether the client says so, whatever its host. */
	private final boolean azureClient;

	private final boolean azure;

	/** Whether paths name the deployment. */
	private final boolean legacy;

	private final QueryParams query;

	/** Most clients make the same request again and again. */
	private volatile @Nullable BuiltRequest last;

	private ClientEndpoint(ClientOptions options) {
		URI url = URI.create(options.baseUrl().trim());
		this.baseUrl = options.baseUrl();
		this.host = (url.getHost() != null) ? url.getHost() : "";
		AzureUrlPathMode mode = options.azureUrlPathMode();
		this.azureClient = mode != AzureUrlPathMode.AUTO;
		this.azure = this.azureClient || AzureHosts.include(this.host);
		this.legacy = this.azureClient ? mode == AzureUrlPathMode.LEGACY : this.azure && !isUnified(url);
		this.query = options.queryParams();
	}

	static ClientEndpoint of(ClientOptions options) {
		return new ClientEndpoint(options);
	}

	/**
	 * Whether the library takes the endpoint for one of Azure.
	 */
	boolean isAzure() {
		return this.azure;
	}

	/**
	 * Returns the request for an operation, as the library will build it.
	 * @param clientName the name of the client's bean
	 * @param operation the path below that of the API
	 * @param model the model, or {@code null} if paths do not name it
	 * @param params the parameters of the call
	 */
	OutgoingRequest request(@Nullable String clientName, String operation, @Nullable String model, Params params) {
		QueryParams own = params._queryParams();
		if (!own.isEmpty()) {
			return request(clientName, operation, model, own);
		}
		BuiltRequest built = this.last;
		if (built == null || !built.isFor(clientName, operation, model)) {
			built = new BuiltRequest(operation, model, request(clientName, operation, model, own));
			this.last = built;
		}
		return built.request();
	}

	/**
	 * Describes the client.
	 * @param library the artifact that it is of
	 * @param settings its settings
	 */
	ClientDescription describe(String library, ClientSettings settings) {
		return ClientDescription.of(library, settings.enabled(), this.baseUrl,
				request(settings.name(), "chat/completions", "any", QueryParams.builder().build()));
	}

	private OutgoingRequest request(@Nullable String clientName, String operation, @Nullable String model,
			QueryParams own) {
		HttpRequest.Builder request = HttpRequest.builder().method(HttpMethod.POST).baseUrl(this.baseUrl);
		if (this.legacy) {
			request.addPathSegment("openai");
			if (model != null) {
				request.addPathSegments("deployments", model);
			}
		}
		URI url = URI.create(request.addPathSegments(operation.split("/"))
			.putAllQueryParams(this.query)
			.replaceAllQueryParams(own)
			.build()
			.url()
			.trim());
		return new OutgoingRequest(clientName, this.azureClient, "POST", this.host, url.getPort(), path(url),
				url.getRawQuery());
	}

	/**
	 * The path may be an argument of a gateway.
	 */
	private static boolean isUnified(URI url) {
		return endsWithUnifiedPath(url.toString()) || endsWithUnifiedPath(path(url));
	}

	private static boolean endsWithUnifiedPath(String url) {
		return StringUtils.trimTrailingCharacter(url, '/').endsWith(UNIFIED_PATH);
	}

	private static String path(URI url) {
		return (url.getRawPath() != null) ? url.getRawPath() : "";
	}

	private record BuiltRequest(String operation, @Nullable String model, OutgoingRequest request) {

		private boolean isFor(@Nullable String clientName, String operation, @Nullable String model) {
			return operation.equals(this.operation) && Objects.equals(model, this.model)
					&& Objects.equals(clientName, this.request.clientName());
		}

	}

}
