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
 * The text of an IPv6 address: RFC 4291, section 2.2, to read and RFC 5952 to write.
 */
final class Ipv6Literal {

	private static final int GROUPS = 8;

	private static final int NONE = -1;

	private final String address;

	private final boolean validZone;

	private final int[] groups = new int[GROUPS];

	private int count;

	private int gap = NONE;

	Ipv6Literal(String literal) {
		int zone = literal.indexOf('%');
		this.address = (zone >= 0) ? literal.substring(0, zone) : literal;
		this.validZone = zone < 0 || isZone(literal, zone + 1);
	}

	private static boolean isZone(String literal, int start) {
		return start < literal.length() && literal.chars().skip(start).allMatch((c) -> c > ' ' && c < 0x7F && c != '/');
	}

	/**
	 * Returns the 16 bytes, or {@code null} if this is no IPv6 address.
	 */
	byte @Nullable [] parse() {
		if (!this.validZone || !readGroups()) {
			return null;
		}
		boolean complete = (this.gap == NONE) ? this.count == GROUPS : this.count < GROUPS;
		return complete ? toBytes() : null;
	}

	private boolean readGroups() {
		int position = 0;
		if (this.address.startsWith("::")) {
			this.gap = 0;
			position = 2;
		}
		while (position < this.address.length()) {
			int end = this.address.indexOf(':', position);
			if (end < 0) {
				return readLast(this.address.substring(position));
			}
			if (!addGroup(this.address, position, end)) {
				return false;
			}
			position = end + 1;
			if (position == this.address.length()) {
				return false;
			}
			if (this.address.charAt(position) == ':') {
				if (this.gap != NONE) {
					return false;
				}
				this.gap = this.count;
				position++;
			}
		}
		return this.gap != NONE;
	}

	/**
	 * The last part may be an IPv4 address that stands for two groups.
	 */
	private boolean readLast(String part) {
		if (part.indexOf('.') < 0) {
			return addGroup(part, 0, part.length());
		}
		byte[] ipv4 = IpAddress.parseIpv4(part);
		if (ipv4 == null || this.count > GROUPS - 2) {
			return false;
		}
		this.groups[this.count++] = (ipv4[0] & 0xFF) << 8 | ipv4[1] & 0xFF;
		this.groups[this.count++] = (ipv4[2] & 0xFF) << 8 | ipv4[3] & 0xFF;
		return true;
	}

	private boolean addGroup(String text, int start, int end) {
		if (this.count == GROUPS || start == end || end - start > 4) {
			return false;
		}
		int group = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			// Character.digit() knows digits of other scripts, too
			int digit = (c < 0x80) ? Character.digit(c, 16) : NONE;
			if (digit < 0) {
				return false;
			}
			group = group << 4 | digit;
		}
		this.groups[this.count++] = group;
		return true;
	}

	private byte[] toBytes() {
		int head = (this.gap == NONE) ? this.count : this.gap;
		byte[] bytes = new byte[2 * GROUPS];
		for (int i = 0; i < this.count; i++) {
			int index = (i < head) ? i : GROUPS - this.count + i;
			bytes[2 * index] = (byte) (this.groups[i] >> 8);
			bytes[2 * index + 1] = (byte) this.groups[i];
		}
		return bytes;
	}

	/**
	 * Returns the canonical text of 16 bytes.
	 */
	static String format(byte[] bytes) {
		int[] groups = new int[GROUPS];
		Arrays.setAll(groups, (i) -> (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF);
		int gapStart = NONE;
		int gapLength = 1;
		for (int i = 0; i < GROUPS; i++) {
			int length = 0;
			while (i + length < GROUPS && groups[i + length] == 0) {
				length++;
			}
			if (length > gapLength) {
				gapStart = i;
				gapLength = length;
			}
			i += length;
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < GROUPS; i++) {
			if (i == gapStart) {
				text.append("::");
				i += gapLength - 1;
				continue;
			}
			if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
				text.append(':');
			}
			text.append(Integer.toHexString(groups[i]));
		}
		return text.toString();
	}

}
