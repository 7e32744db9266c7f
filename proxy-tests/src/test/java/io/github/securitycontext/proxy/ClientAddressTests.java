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

package io.github.securitycontext.proxy;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The address of a client behind proxies, whatever the client claims and whatever the
 * container or Spring does with the headers before.
 */
@ParameterizedClass(name = "{0}, server.forward-headers-strategy={1}")
@CsvSource({ "X_FORWARDED_FOR, none", "X_FORWARDED_FOR, native", "X_FORWARDED_FOR, framework", "FORWARDED, none",
		"FORWARDED, framework" })
class ClientAddressTests {

	private static final List<Visitor> VISITORS = List.of(new Visitor("127.1.0.7"), new Visitor("::1"));

	private static final String[] TRUSTED = { "127.2.0.1", "127.3.0.1", "127.4.0.1" };

	private static final String UNTRUSTED = "127.9.0.1";

	private static Sample sample;

	@Parameter(0)
	ForwardingHeader header;

	@Parameter(1)
	String strategy;

	@BeforeParameterizedClassInvocation
	static void start(ForwardingHeader header, String strategy) {
		sample = new Sample("127.0.0.1", "server.forward-headers-strategy=" + strategy,
				// else Tomcat itself takes every visitor of these tests for a proxy
				"server.tomcat.remoteip.internal-proxies=127\\.[234]\\.0\\.1",
				"securitycontext.source-ip.header=" + header,
				"securitycontext.source-ip.trusted-proxies=" + String.join(",", TRUSTED));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		sample.close();
	}

	@ParameterizedTest
	@EnumSource
	void aClientIsFoundBehindAProxy(ReverseProxy kind) {
		assertClientIsFound(kind);
	}

	@ParameterizedTest
	@MethodSource
	void aClientIsFoundBehindTwoProxies(ReverseProxy outer, ReverseProxy inner) {
		assertClientIsFound(outer, inner);
	}

	static Stream<Arguments> aClientIsFoundBehindTwoProxies() {
		return kinds().flatMap((outer) -> kinds().map((inner) -> Arguments.of(outer, inner)));
	}

	@ParameterizedTest
	@MethodSource
	void aClientIsFoundBehindThreeProxies(ReverseProxy outer, ReverseProxy middle, ReverseProxy inner) {
		assertClientIsFound(outer, middle, inner);
	}

	static Stream<Arguments> aClientIsFoundBehindThreeProxies() {
		return kinds().flatMap((outer) -> kinds().filter((middle) -> middle != outer)
			.flatMap((middle) -> kinds().filter((inner) -> inner != middle && inner != outer)
				.map((inner) -> Arguments.of(outer, middle, inner))));
	}

	private static Stream<ReverseProxy> kinds() {
		return Stream.of(ReverseProxy.values());
	}

	@ParameterizedTest
	@EnumSource
	void aProxyThatIsNotTrustedIsTakenForTheClient(ReverseProxy kind) {
		try (ProxyChain chain = new ProxyChain(sample.socketAddress(), this.header)) {
			chain.putInFront(kind, UNTRUSTED, UNTRUSTED, "::1");
			assertEachVisitorIs(UNTRUSTED, chain);
		}
		for (ReverseProxy trusted : ReverseProxy.values()) {
			try (ProxyChain chain = new ProxyChain(sample.socketAddress(), this.header)) {
				chain.putInFront(trusted, TRUSTED[0], TRUSTED[0]).putInFront(kind, UNTRUSTED, UNTRUSTED, "::1");
				assertEachVisitorIs(UNTRUSTED, chain);
			}
		}
	}

	@Test
	void whoGoesPastTheProxiesIsNotBelieved() {
		Visitor visitor = VISITORS.get(0);
		Forgery.assertFutile(sample, visitor, sample.socketAddress(), visitor.address());
	}

	private void assertClientIsFound(ReverseProxy... kinds) {
		try (ProxyChain chain = new ProxyChain(sample.socketAddress(), this.header)) {
			for (int i = kinds.length - 1; i > 0; i--) {
				chain.putInFront(kinds[i], TRUSTED[i], TRUSTED[i]);
			}
			chain.putInFront(kinds[0], TRUSTED[0], TRUSTED[0], "::1");
			for (Visitor visitor : VISITORS) {
				Forgery.assertFutile(sample, visitor, chain.frontFor(visitor), visitor.address());
			}
		}
	}

	private static void assertEachVisitorIs(String expected, ProxyChain chain) {
		for (Visitor visitor : VISITORS) {
			Forgery.assertFutile(sample, visitor, chain.frontFor(visitor), expected);
		}
	}

}
