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

import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strict literals in, canonical text out.
 */
class IpAddressTests {

	private static final int ROUNDS = 5000;

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "1.2.3.4", "10.0.0.1", "127.0.0.1", "192.168.100.200", "255.255.255.255" })
	void fourDecimalOctetsAreAnAddress(String literal) {
		assertThat(IpAddress.parse(literal)).hasToString(literal)
			.satisfies((address) -> assertThat(address.getBitLength()).isEqualTo(32));
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { " ", ".", "...", "1", "1.2", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.",
			"1.2.3.4.5", "256.1.1.1", "1.2.3.256", "1.2.3.999", "1.2.3.1000", "01.2.3.4", "1.02.3.4", "1.2.3.00",
			"1.2.3.007", "0x7f.0.0.1", "0x7f000001", "2130706433", "017700000001", "127.1", "-1.2.3.4", "+1.2.3.4",
			"1.2.3.4 ", " 1.2.3.4", "1.2 .3.4", "1.2.3.4/32", "1.2.3.4%eth0", "1.2.3.4\u0000", "a.b.c.d", "localhost",
			"example.com", "\u0661.\u0662.\u0663.\u0664", "\uff11.2.3.4", "1\u30022\u30023\u30024" })
	void anyOtherIpv4TextIsNone(String text) {
		assertThat(IpAddress.parse(text)).isNull();
	}

	@ParameterizedTest
	@CsvSource({
			// RFC 4291, section 2.2
			"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
			"2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a", "FF01:0:0:0:0:0:0:101, ff01::101",
			"0:0:0:0:0:0:0:1, ::1", "0:0:0:0:0:0:0:0, ::", "::, ::", "::1, ::1", "1::, 1::",
			"0:0:0:0:0:0:13.1.68.3, ::d01:4403", "::13.1.68.3, ::d01:4403",
			"1:2:3:4:5:6:13.1.68.3, 1:2:3:4:5:6:d01:4403", "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
			// RFC 5952, section 4
			"2001:0db8::0001, 2001:db8::1", "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
			"2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
			"2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
			"2001:DB8::AAAA, 2001:db8::aaaa", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
			"1:0:0:0:0:0:0:0, 1::", "0:0:1:0:0:0:0:0, 0:0:1::", "0:0:0:1:0:0:0:0, 0:0:0:1::",
			"0:0:0:0:1:0:0:0, ::1:0:0:0",
			// RFC 4007
			"fe80::1%eth0, fe80::1", "fe80::1%25eth0, fe80::1", "FE80::1%1, fe80::1", "fe80::1%a%b, fe80::1" })
	void everyTextFormOfAnIpv6AddressHasOneCanonicalText(String literal, String canonical) {
		assertThat(IpAddress.parse(literal)).hasToString(canonical)
			.isEqualTo(IpAddress.parse(canonical))
			.hasSameHashCodeAs(IpAddress.parse(canonical))
			.satisfies((address) -> assertThat(address.getBitLength()).isEqualTo(128));
	}

	@ParameterizedTest
	@ValueSource(strings = { "::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1%eth0",
			"0000:0000:0000:0000:0000:ffff:c000:0201" })
	void anIpv4MappedAddressIsTheIpv4Address(String literal) {
		assertThat(IpAddress.parse(literal)).isEqualTo(IpAddress.parse("192.0.2.1")).hasToString("192.0.2.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { ":", ":::", "::::", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8",
			"1:2:3:4:5:6:7:8:", "1::2:", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
			"1::2:3:4:5:6:7:8", "1::2::3", "::1::", "12345::", "::00001", "::g", "::-1", "::+1", "::0x1",
			"1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1.2.3.4::", "::1.2.3", "::01.2.3.4", "::1.2.3.256", "::.1.2.3",
			"::1%", "::1%a b", "::1%a\u007f", "::1%\u00e4", "%::1", "::1 ", " ::1", "[::1]", "[::1]:80", "::1/128",
			"fe80::1%eth0/64", "::\uff11", "::\u0661", "1.2.3.4:80", "1.2.3.4%:", "fe80::1\u0000" })
	void anyOtherTextWithColonsIsNone(String text) {
		assertThat(IpAddress.parse(text)).isNull();
	}

	@Test
	void anOverlongTextIsNone() {
		assertThat(IpAddress.parse("fe80::1%" + "x".repeat(100_000))).isNull();
		assertThat(IpAddress.parse("1:".repeat(100_000))).isNull();
		assertThat(IpAddress.parse("0".repeat(100_000) + "1.2.3.4")).isNull();
	}

	@Test
	void differentAddressesAreNotEqual() {
		assertThat(IpAddress.parse("1.2.3.4")).isNotEqualTo(IpAddress.parse("1.2.3.5"))
			.isNotEqualTo(IpAddress.parse("::1.2.3.4"))
			.isNotEqualTo("1.2.3.4");
	}

	@Test
	void theLongestLiteralIsAnAddress() {
		assertThat(IpAddress.parse("2001:0db8:ffff:ffff:ffff:ffff:255.255.255.255%0123456789abcde"))
			.hasToString("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
		assertThat(IpAddress.parse("fe80::1%" + "x".repeat(56))).hasToString("fe80::1");
		assertThat(IpAddress.parse("fe80::1%" + "x".repeat(57))).isNull();
	}

	@Test
	void theCanonicalTextIsStable() {
		Random random = new Random(4291);
		for (int round = 0; round < ROUNDS; round++) {
			String literal = randomIpv6(random);
			IpAddress address = Objects.requireNonNull(IpAddress.parse(literal), literal);
			String canonical = address.toString();
			assertThat(IpAddress.parse(canonical)).as(literal).isEqualTo(address).hasToString(canonical);
			assertThat(canonical).isLowerCase().doesNotContain(":::").doesNotContainPattern("(^|:)0[0-9a-f]");
		}
	}

	@Test
	void differentAddressesHaveDifferentTexts() {
		for (int bits = 0; bits < 256; bits++) {
			StringBuilder literal = new StringBuilder();
			for (int group = 0; group < 8; group++) {
				literal.append((group > 0) ? ":" : "").append(bits >> group & 1);
			}
			String canonical = String.valueOf(IpAddress.parse(literal.toString()));
			assertThat(expand(canonical)).isEqualTo(literal.toString());
		}
	}

	@Test
	void noTextIsTooStrangeToParse() {
		Random random = new Random(5952);
		String alphabet = "0123456789abcdefABCDEF::::....%[]/ \"g\u0661";
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(30); i > 0; i--) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			IpAddress address = IpAddress.parse(text.toString());
			if (address != null) {
				assertThat(IpAddress.parse(address.toString())).as(text.toString()).isEqualTo(address);
			}
		}
	}

	private static String randomIpv6(Random random) {
		StringBuilder literal = new StringBuilder();
		for (int group = 0; group < 8; group++) {
			int value = random.nextBoolean() ? 0 : random.nextInt(0x10000);
			String text = String.format(random.nextBoolean() ? "%x" : "%04X", value);
			literal.append((group > 0) ? ":" : "").append(text);
		}
		return literal.append(random.nextInt(4) == 0 ? "%eth" + random.nextInt(9) : "").toString();
	}

	private static String expand(String canonical) {
		int gap = canonical.indexOf("::");
		if (gap < 0) {
			return canonical;
		}
		String head = canonical.substring(0, gap);
		String tail = canonical.substring(gap + 2);
		int missing = 8 - count(head) - count(tail);
		String zeros = "0:".repeat(missing).substring(0, 2 * missing - 1);
		return (head.isEmpty() ? "" : head + ":") + zeros + (tail.isEmpty() ? "" : ":" + tail);
	}

	private static int count(String groups) {
		return groups.isEmpty() ? 0 : groups.split(":").length;
	}

}
