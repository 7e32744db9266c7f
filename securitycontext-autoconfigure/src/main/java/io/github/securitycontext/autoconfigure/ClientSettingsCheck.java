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

import java.util.List;
import java.util.function.Function;

import io.github.securitycontext.attach.CallListener;
import io.github.securitycontext.attach.CallReport;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Checks that the properties of single clients are about clients that exist, and that the
 * application has a name: at start-up, and the name also at the first call of a client
 * that is no bean.
 */
class ClientSettingsCheck implements SmartInitializingSingleton, CallListener {

	private final OneTimeLog log = new OneTimeLog(ClientSettingsCheck.class);

	private final ClientSettingsFactory settings;

	private final ClientBeans clients;

	ClientSettingsCheck(ClientSettingsFactory settings, ClientBeans clients) {
		this.settings = settings;
		this.clients = clients;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.settings.isEnabled()) {
			return;
		}
		List<String> names = this.clients.names();
		if (!names.isEmpty()) {
			warnIfNameless();
		}
		this.settings.validate(names, (key) -> warnOfUnknown(key, names));
	}

	@Override
	public @Nullable CallListener forCall(Function<Object, @Nullable Object> subscriberContext) {
		return this.settings.hasApplicationName() ? null : this;
	}

	/**
	 * An application without client beans may have clients that are none.
	 */
	@Override
	public void onCall(CallReport report) {
		if (report.clientName() == null) {
			warnIfNameless();
		}
	}

	private void warnIfNameless() {
		if (!this.settings.hasApplicationName()) {
			this.log.warn("AI calls do not say which application makes them. Set spring.application.name or"
					+ " securitycontext.application-name");
		}
	}

	private void warnOfUnknown(String key, List<String> names) {
		if (!this.clients.mayHave(key)) {
			this.settings.failIfEnforced(key, names);
			this.log.warn("The properties " + UserSecurityContextProperties.PREFIX + "."
					+ UserSecurityContextProperties.ofClient(key)
					+ " have no effect, because there is no client bean of that name. The client beans are " + names);
		}
	}

}
