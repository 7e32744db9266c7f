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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a proxy stands in a chain.
 *
 * @param listensAt where it is called
 * @param callsFrom the address that the next one sees
 * @param next the next one
 * @param nextKind what the next one is, or {@code null} if it is no proxy
 * @param header what it writes
 */
record Hop(List<InetSocketAddress> listensAt, String callsFrom, InetSocketAddress next, ReverseProxy nextKind,
		ForwardingHeader header) {

	/**
	 * Returns a line of configuration for each address that it listens at.
	 * @param template the line, with {@code %s} for address and port
	 */
	String lineForEach(String template) {
		return this.listensAt.stream().map(Hop::text).map(template::formatted).collect(Collectors.joining("\n"));
	}

	String nextText() {
		return text(this.next);
	}

	/**
	 * Returns the address that the next one sees, in brackets if it has colons.
	 */
	String bracketedCallsFrom() {
		return bracketed(this.callsFrom);
	}

	private static String text(InetSocketAddress address) {
		return bracketed(address.getAddress().getHostAddress()) + ":" + address.getPort();
	}

	private static String bracketed(String address) {
		return (address.indexOf(':') >= 0) ? "[" + address + "]" : address;
	}

}
