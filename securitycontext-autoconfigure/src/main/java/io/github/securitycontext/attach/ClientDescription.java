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

package io.github.securitycontext.attach;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What a client is. Holds no credentials.
 *
 * @param library the artifact that it is of, or {@code null} if it was not seen
 * @param endpoint scheme, host, port and path that it talks to, or {@code null} if that
 * is not known
 * @param apiVersion the version of the API that it asks for, or {@code null} if it asks
 * for none
 * @param coverage whether its calls carry the context
 */
public record ClientDescription(@Nullable String library, @Nullable String endpoint, @Nullable String apiVersion,
		ClientCoverage coverage) {

	/**
	 * Describes a client of which nothing else is known.
	 * @param library the artifact that it is of, or {@code null} if it was not seen
	 * @param coverage whether its calls carry the context
	 * @return the description
	 */
	public static ClientDescription of(@Nullable String library, ClientCoverage coverage) {
		return new ClientDescription(library, null, null, coverage);
	}

	/**
	 * Describes a client that attaches the context to calls which may carry it.
	 * @param library the artifact that it is of
	 * @param enabled whether it attaches one at all
	 * @param endpoint the URL that it was given
	 * @param chat its request for chat completions
	 * @return the description
	 */
	public static ClientDescription of(String library, boolean enabled, String endpoint, OutgoingRequest chat) {
		ClientCoverage coverage = switch (EligibleRequests.judge(chat)) {
			case FULL -> ClientCoverage.COVERED;
			case WITH_OTHER_VERSION -> ClientCoverage.UNSUPPORTED_API_VERSION;
			case NONE -> ClientCoverage.NOT_AZURE;
		};
		return new ClientDescription(library, withoutSecrets(endpoint),
				chat.findParameters("api-version").stream().findFirst().orElse(null),
				(enabled || coverage == ClientCoverage.NOT_AZURE) ? coverage : ClientCoverage.SWITCHED_OFF);
	}

	/**
	 * Returns the same, but of another library.
	 * @param other the artifact
	 * @return a description
	 */
	public ClientDescription withLibrary(String other) {
		return new ClientDescription(other, this.endpoint, this.apiVersion, this.coverage);
	}

	/**
	 * Returns the same, but for whether calls carry the context.
	 * @param other whether they do
	 * @return a description
	 */
	public ClientDescription withCoverage(ClientCoverage other) {
		return new ClientDescription(this.library, this.endpoint, this.apiVersion, other);
	}

	/**
	 * A gateway may take a key in the query, and a user in front of the host.
	 */
	private static @Nullable String withoutSecrets(String url) {
		try {
			URI uri = URI.create(url.trim());
			if (uri.getScheme() == null || uri.getHost() == null) {
				return null;
			}
			String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
			return uri.getScheme() + "://" + uri.getHost() + ((uri.getPort() != -1) ? ":" + uri.getPort() : "") + path;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
