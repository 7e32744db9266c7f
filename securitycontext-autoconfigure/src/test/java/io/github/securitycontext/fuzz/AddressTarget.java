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

package io.github.securitycontext.fuzz;

import java.util.List;

import io.github.securitycontext.IpAddress;
import io.github.securitycontext.network.IpRanges;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.network.TrustedProxySourceIpResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Addresses and lists of trusted proxies, as somebody may have written them.
 */
final class AddressTarget {

	private static final SourceIpResolver withoutProxies = new TrustedProxySourceIpResolver(IpRanges.of(List.of()),
			"X-Forwarded-For");

	private AddressTarget() {
	}

	/**
	 * Fails if a text is an address in two forms, or trusts more than it says, or is
	 * refused without a reason.
	 */
	static void check(String text) {
		IpAddress address = IpAddress.parse(text);
		if (address != null) {
			assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
			checkCanonical(address.toString());
		}
		// the application has let the client choose what it sees
		String source = withoutProxies
			.resolve(new ForwardedRequest(ForwardedRequest.Syntax.X_FORWARDED_FOR, List.of(text), text, text));
		if (source != null) {
			checkCanonical(source);
		}
		checkProxies(text);
	}

	private static void checkCanonical(String address) {
		assertThat(address).matches("[0-9a-f.:]{2,39}");
		assertThat(IpAddress.parse(address)).hasToString(address);
	}

	private static void checkProxies(String text) {
		List<String> ranges = List.of(text.split(","));
		try {
			if (IpRanges.of(ranges).coverEveryAddress()) {
				// the latter of IPv4 addresses as IPv6 writes them
				assertThat(text).containsPattern("/(0{1,3}|0?96)(?![0-9])");
			}
		}
		catch (IllegalArgumentException ex) {
			assertThat(ranges).anyMatch((range) -> ex.getMessage().contains("'" + range + "'"));
		}
	}

}
