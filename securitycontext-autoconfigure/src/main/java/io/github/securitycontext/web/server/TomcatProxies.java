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

package io.github.securitycontext.web.server;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.securitycontext.network.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that Tomcat's {@code RemoteIpValve} trusts. By default they are those in
 * private networks.
 */
public final class TomcatProxies {

	/** Nobody has these: whoever trusts them trusts anybody. */
	private static final List<String> DOCUMENTATION = List.of("192.0.2.1", "2001:db8::1");

	private TomcatProxies() {
	}

	/**
	 * Whether a setting of the valve trusts anybody, so that whoever sends a request
	 * chooses the address that the valve finds.
	 * @param proxies a regular expression, or a list of CIDR ranges as newer versions of
	 * Tomcat take it, too, or {@code null} for the default
	 * @return whether it trusts an address for documentation (RFC 5737, RFC 3849)
	 */
	public static boolean includeAnybody(@Nullable String proxies) {
		return proxies != null && !proxies.isBlank() && (matchAnybody(proxies) || containAnybody(proxies));
	}

	private static boolean matchAnybody(String regularExpression) {
		try {
			return DOCUMENTATION.stream().anyMatch(Pattern.compile(regularExpression).asMatchPredicate());
		}
		catch (PatternSyntaxException ex) {
			return false;
		}
	}

	private static boolean containAnybody(String ranges) {
		try {
			TrustedProxies proxies = TrustedProxies.of(List.of(ranges.trim().split("\\s*,\\s*")));
			return DOCUMENTATION.stream().anyMatch(proxies::contains);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
