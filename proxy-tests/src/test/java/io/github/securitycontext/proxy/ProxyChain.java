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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proxies one behind the other, with addresses of their own on this machine.
 */
final class ProxyChain implements AutoCloseable {

	private static final int PORTS_TO_TRY = 10;

	private final ForwardingHeader header;

	private final List<RunningProxy> proxies = new ArrayList<>();

	private InetSocketAddress front;

	private ReverseProxy frontKind;

	/**
	 * Creates a chain without proxies yet.
	 * @param server what is behind them
	 * @param header what they write
	 */
	ProxyChain(InetSocketAddress server, ForwardingHeader header) {
		this.front = server;
		this.header = header;
	}

	/**
	 * Starts one more proxy, in front of all others.
	 * @param callsFrom the address that those behind it see
	 * @param listensAt the address that those in front of it call
	 * @param more addresses that can be called, too
	 */
	ProxyChain putInFront(ReverseProxy kind, String callsFrom, String listensAt, String... more) {
		List<String> hosts = Stream.concat(Stream.of(listensAt), Stream.of(more)).toList();
		int port = freePort(hosts);
		List<InetSocketAddress> addresses = hosts.stream().map((host) -> new InetSocketAddress(host, port)).toList();
		this.proxies
			.add(RunningProxy.start(kind, new Hop(addresses, callsFrom, this.front, this.frontKind, this.header)));
		this.front = addresses.get(0);
		this.frontKind = kind;
		return this;
	}

	private static int freePort(List<String> hosts) {
		for (int i = 1;; i++) {
			try {
				return findPort(hosts);
			}
			catch (IOException ex) {
				if (i == PORTS_TO_TRY) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	/**
	 * Fails if what is free at the first address is not at the others.
	 */
	private static int findPort(List<String> hosts) throws IOException {
		int port = 0;
		for (String host : hosts) {
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
				port = socket.getLocalPort();
			}
		}
		return port;
	}

	/**
	 * Returns where a visitor calls the chain.
	 */
	InetSocketAddress frontFor(Visitor visitor) {
		return visitor.isIpv6() ? new InetSocketAddress("::1", this.front.getPort()) : this.front;
	}

	@Override
	public void close() {
		this.proxies.forEach(RunningProxy::close);
	}

}
