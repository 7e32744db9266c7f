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

import java.util.stream.Stream;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The address of a client behind proxies that talk to each other, and to the application,
 * over IPv6.
 */
@ParameterizedClass
@EnumSource
class Ipv6ProxyTests {

	private static final Visitor VISITOR = new Visitor("127.1.0.7");

	private static final String ENTRANCE = "127.2.0.1";

	private static final String INSIDE = "::1";

	private static Sample sample;

	@Parameter
	ForwardingHeader header;

	@BeforeParameterizedClassInvocation
	static void start(ForwardingHeader header) {
		sample = new Sample(INSIDE, "securitycontext.source-ip.header=" + header,
				"securitycontext.source-ip.trusted-proxies=" + INSIDE);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		sample.close();
	}

	@ParameterizedTest
	@EnumSource
	void aClientIsFoundBehindAProxy(ReverseProxy kind) {
		try (ProxyChain chain = new ProxyChain(sample.socketAddress(), this.header)) {
			chain.putInFront(kind, INSIDE, ENTRANCE);
			Forgery.assertFutile(sample, VISITOR, chain.frontFor(VISITOR), VISITOR.address());
		}
	}

	@ParameterizedTest
	@MethodSource
	void aClientIsFoundBehindTwoProxies(ReverseProxy outer, ReverseProxy inner) {
		try (ProxyChain chain = new ProxyChain(sample.socketAddress(), this.header)) {
			chain.putInFront(inner, INSIDE, INSIDE).putInFront(outer, INSIDE, ENTRANCE);
			Forgery.assertFutile(sample, VISITOR, chain.frontFor(VISITOR), VISITOR.address());
		}
	}

	static Stream<Arguments> aClientIsFoundBehindTwoProxies() {
		return Stream.of(ReverseProxy.values())
			.flatMap((outer) -> Stream.of(ReverseProxy.values()).map((inner) -> Arguments.of(outer, inner)));
	}

}
