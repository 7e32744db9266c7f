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

package io.github.securitycontext.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says at start-up whose calls carry the context.
 */
class ClientStartUpLog implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ClientStartUpLog.class);

	private final ClientBeans clients;

	ClientStartUpLog(ClientBeans clients) {
		this.clients = clients;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!logger.isInfoEnabled()) {
			return;
		}
		Map<String, ClientDescription> described = this.clients.describe();
		if (!described.isEmpty()) {
			logger.info(describe(described));
		}
	}

	private static String describe(Map<String, ClientDescription> described) {
		List<String> covered = new ArrayList<>();
		List<String> others = new ArrayList<>();
		for (Map.Entry<String, ClientDescription> entry : described.entrySet()) {
			ClientDescription client = entry.getValue();
			if (client.coverage() == ClientCoverage.COVERED) {
				covered.add(entry.getKey() + " (" + client.library() + ", " + client.endpoint() + ")");
			}
			else {
				others.add(entry.getKey() + " (" + client.coverage().getDescription() + ")");
			}
		}
		String line = "AI clients whose calls carry the user security context: "
				+ (covered.isEmpty() ? "none" : String.join(", ", covered));
		return others.isEmpty() ? line : line + ". Others: " + String.join(", ", others);
	}

}
