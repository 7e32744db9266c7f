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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.securitycontext.IpAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All addresses, in all their spellings.
 */
class AddressPropertyTests {

	@Property
	void anIpv4AddressIsWhatTheJdkSays(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
		String text = InetAddress.getByAddress(bytes).getHostAddress();
		assertThat(IpAddress.parse(text)).hasToString(text);
		assertThat(IpAddress.parse("::ffff:" + text)).hasToString(text);
	}

	@Property
	void theSpellingsOfAnIpv6AddressAreOneAddress(@ForAll("groups") List<Integer> groups,
			@ForAll @IntRange(max = 7) int gapStart, @ForAll @IntRange(min = 1, max = 8) int gapLength,
			@ForAll boolean upperCase, @ForAll boolean leadingZeros) throws UnknownHostException {
		String plain = text(groups, upperCase, leadingZeros);
		IpAddress address = IpAddress.parse(plain);
		assertThat(address).isNotNull();
		assertThat(InetAddress.getByName(address.toString())).isEqualTo(InetAddress.getByName(plain));
		assertThat(IpAddress.parse(plain + "%eth0")).isEqualTo(address);
		int gapEnd = Math.min(8, gapStart + gapLength);
		if (groups.subList(gapStart, gapEnd).stream().allMatch((group) -> group == 0)) {
			String withGap = text(groups.subList(0, gapStart), upperCase, leadingZeros) + "::"
					+ text(groups.subList(gapEnd, 8), upperCase, leadingZeros);
			assertThat(IpAddress.parse(withGap)).isEqualTo(address);
		}
	}

	private static String text(List<Integer> groups, boolean upperCase, boolean leadingZeros) {
		List<String> texts = new ArrayList<>();
		groups.forEach((group) -> texts.add(leadingZeros ? "%04x".formatted(group) : Integer.toHexString(group)));
		String text = String.join(":", texts);
		return upperCase ? text.toUpperCase(Locale.ROOT) : text;
	}

	@Provide
	Arbitrary<List<Integer>> groups() {
		return Arbitraries
			.frequencyOf(Tuple.of(3, Arbitraries.just(0)), Tuple.of(2, Arbitraries.integers().between(0, 0xFFFF)))
			.list()
			.ofSize(8);
	}

	/**
	 * A character too many, too few or of another alphabet.
	 */
	@Property
	void aSpellingWithAMistakeIsAnotherAddressOrNone(@ForAll("groups") List<Integer> groups,
			@ForAll @IntRange(max = 45) int place, @ForAll @CharRange(from = '!', to = '~') char inserted,
			@ForAll @IntRange(max = 2) int removed) {
		String plain = text(groups, false, false);
		int start = Math.min(place, plain.length());
		String mistaken = plain.substring(0, start) + inserted
				+ plain.substring(Math.min(plain.length(), start + removed));
		IpAddress address = IpAddress.parse(mistaken);
		Statistics.label("an address").collect(address != null).coverage((checker) -> {
			checker.check(true).percentage((share) -> share > 5);
			checker.check(false).percentage((share) -> share > 5);
		});
		if (address != null) {
			assertThat(address.toString()).matches("[0-9a-f.:]{2,39}");
			assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasToString(address.toString());
		}
	}

}
