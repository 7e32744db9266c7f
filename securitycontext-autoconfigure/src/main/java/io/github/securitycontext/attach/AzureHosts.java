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

import java.util.List;
import java.util.Locale;

/**
 * The hosts that belong to Azure, whatever client talks to them. Those of sovereign
 * clouds, and the own domains of gateways, are known only to who configures a client.
 */
public final class AzureHosts {

	private static final List<String> DOMAINS = List.of(".openai.azure.com", ".services.ai.azure.com",
			".cognitiveservices.azure.com", ".azure-api.net");

	private AzureHosts() {
	}

	/**
	 * Whether a host is one of Azure's.
	 * @param host the name of a host, without port
	 * @return whether it lies in one of the domains in which Azure serves models
	 */
	public static boolean include(String host) {
		return DOMAINS.stream().anyMatch(host.toLowerCase(Locale.ROOT)::endsWith);
	}

}
