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

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * An HTTP client, whatever its library.
 */
interface HttpCaller {

	/**
	 * Sends a request and waits for the answer.
	 * @param method the HTTP method
	 * @param url the URL, percent-encoded
	 * @param body the body, or {@code null} to send none
	 */
	Answer call(HttpMethod method, String url, @Nullable String body);

	default Answer post(String url, String body) {
		return call(HttpMethod.POST, url, body);
	}

	/**
	 * What came back.
	 *
	 * @param status the status
	 * @param body the body
	 */
	record Answer(int status, @Nullable String body) {

	}

	/**
	 * How calls are to carry the context.
	 *
	 * @param attacher what attaches it
	 * @param settings the settings of the client
	 * @param hosts the hosts that are Azure's, too
	 */
	record Carrying(UserSecurityContextAttacher attacher, ClientSettings settings, String... hosts) {

		UserSecurityContextClientHttpRequestInterceptor interceptor() {
			return new UserSecurityContextClientHttpRequestInterceptor(this.attacher, this.settings)
				.withAzureHosts(this.hosts);
		}

		UserSecurityContextExchangeFilterFunction filter() {
			return new UserSecurityContextExchangeFilterFunction(this.attacher, this.settings)
				.withAzureHosts(this.hosts);
		}

	}

}
