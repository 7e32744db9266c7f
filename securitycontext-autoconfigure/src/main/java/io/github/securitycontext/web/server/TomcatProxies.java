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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.securitycontext.network.IpRanges;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that Tomcat's {@code RemoteIpValve} trusts. By default they are those in
 * private networks.
 */
public final class TomcatProxies {

	/**
	 * Far apart, and nobody has them (RFC 5737): a careless pattern of a private network
	 * has one of them at most.
	 */
	private static final List<String> IPV4 = List.of("192.0.2.1", "198.51.100.1", "203.0.113.1");

	/** Nobody has this one, either (RFC 3849). */
	private static final String IPV6 = "2001:db8::1";

	private TomcatProxies() {
	}

	/**
	 * Whether a valve trusts anybody, so that whoever sends a request chooses the address
	 * that the valve finds. Each setting is a regular expression, or a list of CIDR
	 * ranges as newer versions of Tomcat take it, too, or {@code null} for the default.
	 * @param internalProxies the proxies that are not noted
	 * @param trustedProxies those that are
	 * @return whether one of the settings trusts addresses that nobody has
	 */
	public static boolean includeAnybody(@Nullable String internalProxies, @Nullable String trustedProxies) {
		return includeAnybody(internalProxies) || includeAnybody(trustedProxies);
	}

	private static boolean includeAnybody(@Nullable String proxies) {
		return proxies != null && !proxies.isBlank() && (matchAnybody(proxies) || containAnybody(proxies));
	}

	private static boolean matchAnybody(String regularExpression) {
		try {
			return areAnybody(Pattern.compile(regularExpression).asMatchPredicate());
		}
		catch (PatternSyntaxException ex) {
			return false;
		}
	}

	private static boolean containAnybody(String ranges) {
		try {
			IpRanges proxies = IpRanges.of(List.of(ranges.trim().split("\\s*,\\s*")));
			return areAnybody(proxies::contains);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean areAnybody(Predicate<String> proxies) {
		return IPV4.stream().allMatch(proxies) || proxies.test(IPV6);
	}

}
