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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.QueryParams;
import io.github.securitycontext.attach.AzureHosts;
import io.github.securitycontext.attach.OutgoingRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of a client go, found out as the library does it itself.
 */
final class ClientEndpoint {

	private static final String UNIFIED_PATH = "/openai/v1";

	private final URI baseUrl;

	private final AzureUrlPathMode mode;

	private final QueryParams query;

	private ClientEndpoint(ClientOptions options) {
		this.baseUrl = URI.create(options.baseUrl().trim());
		this.mode = options.azureUrlPathMode();
		this.query = options.queryParams();
	}

	static ClientEndpoint of(ClientOptions options) {
		return new ClientEndpoint(options);
	}

	/**
	 * Returns the endpoint of a client, or {@code null} if it does not tell.
	 */
	static @Nullable ClientEndpoint find(Object client) {
		// a client shows its options only to who changes them
		AtomicReference<@Nullable ClientOptions> options = new AtomicReference<>();
		Consumer<ClientOptions.Builder> reader = (builder) -> options.set(builder.build());
		if (client instanceof OpenAIClient sync) {
			sync.withOptions(reader);
		}
		else if (client instanceof OpenAIClientAsync async) {
			async.withOptions(reader);
		}
		ClientOptions found = options.get();
		return (found != null) ? of(found) : null;
	}

	/**
	 * Whether the library takes the endpoint for one of Azure.
	 */
	boolean isAzure() {
		return isAzureClient() || AzureHosts.include(host());
	}

	/**
	 * Returns the request for an operation, as the library will build it.
	 * @param clientName the name of the client's bean
	 * @param operation the path below that of the API
	 * @param model the model, or {@code null} if paths do not name it
	 * @param params the parameters of the call
	 */
	OutgoingRequest request(@Nullable String clientName, String operation, @Nullable String model, Params params) {
		StringBuilder path = new StringBuilder(basePath());
		if (isLegacy()) {
			path.append("/openai");
			if (model != null) {
				path.append("/deployments/").append(encode(model));
			}
		}
		path.append('/').append(operation);
		return new OutgoingRequest(clientName, isAzureClient(), "POST", host(), path.toString(),
				query(params._queryParams()));
	}

	private boolean isAzureClient() {
		return this.mode != AzureUrlPathMode.AUTO;
	}

	/**
	 * Whether paths name the deployment.
	 */
	private boolean isLegacy() {
		return (this.mode == AzureUrlPathMode.AUTO) ? isAzure() && !basePath().endsWith(UNIFIED_PATH)
				: this.mode == AzureUrlPathMode.LEGACY;
	}

	private String host() {
		String host = this.baseUrl.getHost();
		return (host != null) ? host : "";
	}

	private String basePath() {
		String path = this.baseUrl.getRawPath();
		int end = (path != null) ? path.length() : 0;
		while (end > 0 && path.charAt(end - 1) == '/') {
			end--;
		}
		return (path != null) ? path.substring(0, end) : "";
	}

	/**
	 * The parameters of a call replace those of its client.
	 */
	private @Nullable String query(QueryParams own) {
		List<String> query = new ArrayList<>();
		if (this.baseUrl.getRawQuery() != null) {
			query.add(this.baseUrl.getRawQuery());
		}
		QueryParams effective = this.query.toBuilder().replaceAll(own).build();
		for (String name : effective.keys()) {
			for (String value : effective.values(name)) {
				query.add(encode(name) + "=" + encode(value));
			}
		}
		return query.isEmpty() ? null : String.join("&", query);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
