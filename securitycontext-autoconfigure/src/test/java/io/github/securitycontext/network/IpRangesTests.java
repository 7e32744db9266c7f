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

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.github.securitycontext.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which senders a list of addresses and ranges trusts.
 */
class IpRangesTests {

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.3", "10.1.2.3, ::ffff:10.1.2.3", "10.0.0.0/8, 10.255.255.255",
			"10.20.30.40/8, 10.1.1.1", "0.0.0.0/0, 255.0.0.1", "1.2.3.4/32, 1.2.3.4", "10.0.0.0/9, 10.127.255.255",
			"10.128.0.0/9, 10.128.0.0", "172.16.0.0/12, 172.31.255.255", "192.0.2.129/25, 192.0.2.255",
			"192.0.2.2/31, 192.0.2.3", "128.0.0.0/1, 255.255.255.255", "fd00::/8, fdff::1", "fc00::/7, fdff::1",
			"2001:db8::/33, 2001:db8:7fff:ffff::", "2001:db8::1/128, 2001:db8:0:0::1", "::/0, 2001:db8::1",
			"fe80::1, fe80::1%eth0", "fe80::1%eth0, fe80::1%eth1", "fe80::%eth0/10, febf::1",
			"::ffff:10.0.0.0/104, 10.9.9.9", "::ffff:0:0/96, 203.0.113.9", "::ffff:10.1.2.3/128, 10.1.2.3",
			"' 10.0.0.0/8\t', 10.0.0.1" })
	void anAddressOfTheRangeIsTrusted(String range, String address) {
		assertThat(trusts(range, address)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.4", "10.0.0.0/8, 11.0.0.0", "10.0.0.0/8, 9.255.255.255", "1.2.3.4/32, 1.2.3.5",
			"10.0.0.0/9, 10.128.0.0", "10.128.0.0/9, 10.127.255.255", "172.16.0.0/12, 172.32.0.0",
			"172.16.0.0/12, 172.15.255.255", "192.0.2.129/25, 192.0.2.127", "192.0.2.2/31, 192.0.2.4",
			"192.0.2.2/31, 192.0.2.1", "128.0.0.0/1, 127.255.255.255", "0.0.0.0/1, 128.0.0.0",
			"2001:db8::/33, 2001:db8:8000::", "fd00::/8, fc00::1", "0.0.0.0/0, ::1", "::/0, 127.0.0.1",
			"::/0, ::ffff:127.0.0.1", "10.0.0.0/8, ::10.0.0.1", "10.0.0.0/8, 64:ff9b::10.0.0.1", "::1/128, 0.0.0.1",
			"::ffff:10.0.0.0/104, 11.0.0.1" })
	void anAddressOutsideTheRangeIsNot(String range, String address) {
		assertThat(trusts(range, address)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/", "/8", "10.0.0.0/", "10.0.0.0/ 8", "10.0.0.0 /8", "10.0.0.0/33",
			"10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/99", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10.0.0.0/0008",
			"10.0.0.0/\u0668", "10.0.0.0/99999999999", "10.0.0.0-10.0.0.9", "10.0.0.*", "10.0.0", "10/8", "010.0.0.1",
			"10.0.0.1:80", "[::1]", "[::1]/128", "::1/129", "::1/-1", "::1/x", "fe80::/10%eth0", "::ffff:10.0.0.0/95",
			"::ffff:10.0.0.0/8", "localhost", "proxy.example.com", "proxy.example.com/24", "*", "all",
			"10.0.0.1,10.0.0.2" })
	void anythingElseIsRefusedAndNamed(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IpRanges.of(List.of(text)))
			.withMessageContaining("'" + text + "'");
	}

	@Test
	void aPrefixLengthThatDoesNotFitIsExplained() {
		assertThatIllegalArgumentException().isThrownBy(() -> IpRanges.of(List.of("10.0.0.0/33")))
			.withMessageContaining("from 0 to 32");
		assertThatIllegalArgumentException().isThrownBy(() -> IpRanges.of(List.of("::1/129")))
			.withMessageContaining("from 0 to 128");
		assertThatIllegalArgumentException().isThrownBy(() -> IpRanges.of(List.of("::ffff:10.0.0.0/8")))
			.withMessageContaining("from 96 to 128");
	}

	@Test
	void oneOfSeveralRangesIsEnough() {
		IpRanges proxies = IpRanges.of(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.1"));
		assertThat(List.of("10.1.1.1", "fd00::9", "192.0.2.1")).allMatch((text) -> proxies.contains(address(text)));
		assertThat(proxies.contains(address("192.0.2.2"))).isFalse();
	}

	@Test
	void aRangeWithoutAPrefixIsEverybody() {
		assertThat(IpRanges.of(List.of("10.0.0.0/8", "0.0.0.0/0")).coverEveryAddress()).isTrue();
		assertThat(IpRanges.of(List.of("::/0")).coverEveryAddress()).isTrue();
		assertThat(IpRanges.of(List.of("0.0.0.0/1", "::/1")).coverEveryAddress()).isFalse();
	}

	@Test
	void whatIsNoAddressIsInNoRange() {
		IpRanges everybody = IpRanges.of(List.of("0.0.0.0/0", "::/0"));
		assertThat(everybody.contains("203.0.113.9")).isTrue();
		assertThat(everybody.contains("proxy.example.com")).isFalse();
		assertThat(IpRanges.of(List.of("10.0.0.0/8")).contains("203.0.113.9")).isFalse();
	}

	@Test
	void nobodyIsTrustedWithoutRanges() {
		assertThat(IpRanges.of(List.of()).contains(address("127.0.0.1"))).isFalse();
	}

	@Test
	void everyPrefixLengthComparesExactlyItsBits() {
		Random random = new Random(4632);
		for (int round = 0; round < 20; round++) {
			for (int length = 0; length <= 128; length++) {
				BigInteger prefix = new BigInteger(128, random).setBit(127);
				String range = text(prefix) + "/" + length;
				if (length < 128) {
					assertThat(trusts(range, text(prefix.flipBit(127 - length)))).as(range).isTrue();
				}
				if (length > 1) {
					assertThat(trusts(range, text(prefix.flipBit(128 - length)))).as(range).isFalse();
				}
			}
		}
	}

	private static boolean trusts(String range, String address) {
		return IpRanges.of(List.of(range)).contains(address(address));
	}

	private static IpAddress address(String literal) {
		return Objects.requireNonNull(IpAddress.parse(literal), literal);
	}

	private static String text(BigInteger bits) {
		return bits.toString(16).replaceAll("(.{4})(?!$)", "$1:");
	}

}
