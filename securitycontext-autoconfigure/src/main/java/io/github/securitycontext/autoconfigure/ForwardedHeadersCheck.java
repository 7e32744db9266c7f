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

import java.util.function.BooleanSupplier;

import io.github.securitycontext.log.OneTimeLog;
import io.github.securitycontext.network.IpRanges;
import io.github.securitycontext.network.SourceIpResolver;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.ScopeNotActiveException;

/**
 * Warns at start-up if the address that the application sees is one that senders can
 * choose.
 */
class ForwardedHeadersCheck implements SmartInitializingSingleton {

	static final String DEFAULT_RESOLVER = "userSecurityContextTrustedProxySourceIpResolver";

	private final OneTimeLog log = new OneTimeLog(ForwardedHeadersCheck.class);

	private final UserSecurityContextProperties.SourceIp properties;

	private final ObjectProvider<SourceIpResolver> resolver;

	private final ListableBeanFactory beans;

	private final BooleanSupplier anySenderIsBelieved;

	/**
	 * Creates a check.
	 * @param properties what is configured
	 * @param resolver what finds the address
	 * @param beans the application's
	 * @param anySenderIsBelieved whether the application believes the forwarding headers
	 * of any sender
	 */
	ForwardedHeadersCheck(UserSecurityContextProperties.SourceIp properties, ObjectProvider<SourceIpResolver> resolver,
			ListableBeanFactory beans, BooleanSupplier anySenderIsBelieved) {
		this.properties = properties;
		this.resolver = resolver;
		this.beans = beans;
		this.anySenderIsBelieved = anySenderIsBelieved;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.properties.enabled()) {
			return;
		}
		// two resolvers must stop the start-up, not cost every call its address
		if (this.beans.getBeanNamesForType(SourceIpResolver.class, true, false).length > 1) {
			requireOneResolver();
		}
		if (!this.beans.containsBean(DEFAULT_RESOLVER)) {
			return;
		}
		if (this.properties.trustedProxies().isEmpty() && this.anySenderIsBelieved.getAsBoolean()) {
			this.log.warn("Whoever sends a request can choose the source_ip of AI calls, because this application"
					+ " believes the forwarding headers of any sender. Set securitycontext.source-ip.trusted-proxies to the addresses of your"
					+ " proxies");
		}
		if (IpRanges.of(this.properties.trustedProxies()).coverEveryAddress()) {
			this.log.warn("Whoever sends a request can choose the source_ip of AI calls, because"
					+ " securitycontext.source-ip.trusted-proxies trusts every address. Name only those of your"
					+ " proxies");
		}
	}

	private void requireOneResolver() {
		try {
			this.resolver.getObject();
		}
		catch (ScopeNotActiveException ex) {
			// there is one, but it lives only as long as a request
		}
	}

}
