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

package io.github.securitycontext;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address that was given as a literal. Names are never resolved.
 * <p>
 * Its text is canonical: four decimal octets for IPv4, RFC 5952 for IPv6. An IPv4-mapped
 * IPv6 address is the IPv4 address, and a zone (RFC 4007) is dropped, so that two
 * spellings of one address are equal.
 */
public final class IpAddress {

	private static final int IPV4_LENGTH = 4;

	private static final int IPV6_LENGTH = 16;

	private static final byte[] IPV4_MAPPED_PREFIX = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1 };

	private static final int MAX_LITERAL_LENGTH = 64;

	private final byte[] bytes;

	private IpAddress(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Parses a literal: four decimal octets without leading zeros, or the text of an IPv6
	 * address as in RFC 4291, section 2.2, with an optional zone.
	 * @param literal the text, without port, brackets or surrounding white space
	 * @return the address, or {@code null} if the text is anything else
	 */
	public static @Nullable IpAddress parse(@Nullable String literal) {
		if (literal == null || literal.length() > MAX_LITERAL_LENGTH) {
			return null;
		}
		byte[] bytes = (literal.indexOf(':') >= 0) ? new Ipv6Literal(literal).parse() : parseIpv4(literal);
		if (bytes == null) {
			return null;
		}
		if (bytes.length == IPV6_LENGTH && Arrays.equals(bytes, 0, IPV4_MAPPED_PREFIX.length, IPV4_MAPPED_PREFIX, 0,
				IPV4_MAPPED_PREFIX.length)) {
			bytes = Arrays.copyOfRange(bytes, IPV4_MAPPED_PREFIX.length, IPV6_LENGTH);
		}
		return new IpAddress(bytes);
	}

	static byte @Nullable [] parseIpv4(String literal) {
		byte[] bytes = new byte[IPV4_LENGTH];
		int position = 0;
		for (int i = 0; i < IPV4_LENGTH; i++) {
			if (i > 0 && (position >= literal.length() || literal.charAt(position++) != '.')) {
				return null;
			}
			int start = position;
			int octet = 0;
			while (position < literal.length() && isDigit(literal.charAt(position)) && position - start < 3) {
				octet = octet * 10 + literal.charAt(position++) - '0';
			}
			boolean leadingZero = position - start > 1 && literal.charAt(start) == '0';
			if (position == start || leadingZero || octet > 255) {
				return null;
			}
			bytes[i] = (byte) octet;
		}
		return (position == literal.length()) ? bytes : null;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	/**
	 * Returns the length of this kind of address.
	 * @return 32 bits for IPv4, 128 bits for IPv6
	 */
	public int getBitLength() {
		return this.bytes.length * Byte.SIZE;
	}

	/**
	 * Whether this address and another start with the same bits. Addresses of different
	 * kinds never do.
	 * @param other the other address
	 * @param prefixLength how many bits count, from 0 to {@link #getBitLength()}
	 * @return whether the first {@code prefixLength} bits are equal
	 */
	public boolean hasSamePrefix(IpAddress other, int prefixLength) {
		if (this.bytes.length != other.bytes.length) {
			return false;
		}
		int wholeBytes = prefixLength / Byte.SIZE;
		if (!Arrays.equals(this.bytes, 0, wholeBytes, other.bytes, 0, wholeBytes)) {
			return false;
		}
		int rest = prefixLength % Byte.SIZE;
		return rest == 0 || (this.bytes[wholeBytes] ^ other.bytes[wholeBytes]) >> (Byte.SIZE - rest) == 0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof IpAddress that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	/**
	 * Returns the canonical text.
	 */
	@Override
	public String toString() {
		if (this.bytes.length == IPV6_LENGTH) {
			return Ipv6Literal.format(this.bytes);
		}
		return (this.bytes[0] & 0xFF) + "." + (this.bytes[1] & 0xFF) + "." + (this.bytes[2] & 0xFF) + "."
				+ (this.bytes[3] & 0xFF);
	}

}
