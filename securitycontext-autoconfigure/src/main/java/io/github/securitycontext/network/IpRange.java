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

package io.github.securitycontext.network;

import io.github.securitycontext.IpAddress;

/**
 * The addresses that share a prefix: a CIDR range (RFC 4632, RFC 4291), or a single one.
 */
record IpRange(IpAddress prefix, int prefixLength) {

	private static final int IPV4_MAPPED_PREFIX_LENGTH = 96;

	static IpRange parse(String text) {
		String trimmed = text.strip();
		int slash = trimmed.indexOf('/');
		String literal = (slash >= 0) ? trimmed.substring(0, slash) : trimmed;
		IpAddress address = IpAddress.parse(literal);
		if (address == null) {
			throw new IllegalArgumentException(
					"'%s' is neither an IPv4 or IPv6 address nor a CIDR range".formatted(text));
		}
		if (slash < 0) {
			return new IpRange(address, address.getBitLength());
		}
		boolean mapped = literal.indexOf(':') >= 0 && address.getBitLength() == Integer.SIZE;
		int skipped = mapped ? IPV4_MAPPED_PREFIX_LENGTH : 0;
		int length = parseLength(trimmed.substring(slash + 1)) - skipped;
		if (length < 0 || length > address.getBitLength()) {
			throw new IllegalArgumentException("'%s' needs a prefix length from %d to %d".formatted(text, skipped,
					address.getBitLength() + skipped));
		}
		return new IpRange(address, length);
	}

	private static int parseLength(String text) {
		boolean number = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch((c) -> c >= '0' && c <= '9');
		return number ? Integer.parseInt(text) : -1;
	}

	boolean contains(IpAddress address) {
		return this.prefix.hasSamePrefix(address, this.prefixLength);
	}

}
