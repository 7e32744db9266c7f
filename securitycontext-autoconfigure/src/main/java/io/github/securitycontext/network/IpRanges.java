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

import java.util.ArrayList;
import java.util.List;

import io.github.securitycontext.IpAddress;

/**
 * Addresses in any of several ranges.
 */
public final class IpRanges {

	private final List<IpRange> ranges;

	private IpRanges(List<IpRange> ranges) {
		this.ranges = ranges;
	}

	/**
	 * Returns the given ranges.
	 * @param ranges addresses or CIDR ranges, as in {@code 10.0.0.0/8} or {@code fd00::1}
	 * @return the ranges
	 * @throws IllegalArgumentException if one is neither
	 */
	public static IpRanges of(List<String> ranges) {
		List<IpRange> parsed = new ArrayList<>();
		for (String range : ranges) {
			parsed.add(IpRange.parse(range));
		}
		return new IpRanges(parsed);
	}

	/**
	 * Whether they cover every IPv4 or every IPv6 address.
	 * @return whether there is a range without a prefix
	 */
	public boolean coverEveryAddress() {
		for (IpRange range : this.ranges) {
			if (range.prefixLength() == 0) {
				return true;
			}
		}
		return false;
	}

	boolean isEmpty() {
		return this.ranges.isEmpty();
	}

	/**
	 * Whether an address is in one of the ranges.
	 * @param address an IPv4 or IPv6 literal
	 * @return whether a range contains it
	 */
	public boolean contains(String address) {
		IpAddress parsed = IpAddress.parse(address);
		return parsed != null && contains(parsed);
	}

	boolean contains(IpAddress address) {
		for (IpRange range : this.ranges) {
			if (range.contains(address)) {
				return true;
			}
		}
		return false;
	}

}
