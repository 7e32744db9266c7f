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

package io.github.securitycontext.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * Judges which requests of an HTTP client may carry a context. Such a client may talk to
 * anybody, so only its host can say that a request is for Azure.
 */
final class AzureRequests {

	private final UserSecurityContextAttacher attacher;

	private final ClientSettings client;

	/** In lower case. */
	private final Set<String> hosts;

	AzureRequests(UserSecurityContextAttacher attacher, ClientSettings client) {
		this(attacher, client, Set.of());
	}

	private AzureRequests(UserSecurityContextAttacher attacher, ClientSettings client, Set<String> hosts) {
		this.attacher = attacher;
		this.client = client;
		this.hosts = hosts;
	}

	/**
	 * Returns a copy that takes requests to more hosts as Azure's.
	 * @throws IllegalArgumentException if one is not just a host
	 */
	AzureRequests withHosts(String... hosts) {
		Set<String> all = new HashSet<>(this.hosts);
		for (String host : hosts) {
			all.add(requireHost(host).toLowerCase(Locale.ROOT));
		}
		return new AzureRequests(this.attacher, this.client, Set.copyOf(all));
	}

	/**
	 * What this accepts is what a request can have as its host.
	 */
	private static String requireHost(String host) {
		try {
			if (host.equalsIgnoreCase(new URI("http://" + host).getHost())) {
				return host;
			}
		}
		catch (URISyntaxException ex) {
			// not a host either
		}
		throw new IllegalArgumentException("'" + host + "' is not the name of a host. Write it without scheme, port"
				+ " and path, such as contoso.openai.azure.us, and an IPv6 address in brackets");
	}

	/**
	 * Judges whether a request may carry a context.
	 * @return the call, or {@code null} to send the request as it is
	 */
	@Nullable EligibleCall judge(HttpMethod method, URI uri) {
		String host = Objects.requireNonNullElse(uri.getHost(), "");
		String path = Objects.requireNonNullElse(uri.getRawPath(), "");
		boolean named = this.hosts.contains(host.toLowerCase(Locale.ROOT));
		return this.attacher.judge(this.client, new OutgoingRequest(this.client.name(), named, method.name(), host,
				uri.getPort(), path, uri.getRawQuery()));
	}

}
