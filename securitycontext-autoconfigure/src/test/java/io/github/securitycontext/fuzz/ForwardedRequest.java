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

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.securitycontext.network.InboundRequest;
import io.github.securitycontext.network.IpRanges;
import io.github.securitycontext.network.SourceIpResolver;
import io.github.securitycontext.network.TrustedProxySourceIpResolver;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request in whose forwarding header the client wrote something before the proxies did.
 *
 * @param syntax the header, and how the proxies write it
 * @param lines its lines
 * @param peer the other end of the connection: the last proxy, or the client itself if
 * there is none
 * @param client the address of the client in canonical form
 */
record ForwardedRequest(Syntax syntax, List<String> lines, String peer, String client) implements InboundRequest {

	/** Addresses in canonical form, none of them that of a proxy. */
	static final String[] CLIENTS = { "203.0.113.7", "198.51.100.250", "2001:db8::7", "2001:db8:0:1:1:1:1:1" };

	private static final List<String> PROXIES = List.of("10.0.0.1", "10.0.0.2", "fd00::3");

	/**
	 * Creates a request.
	 * @param syntax how the proxies write
	 * @param forged what the client writes
	 * @param sameLine whether the first proxy continues the client's line, rather than
	 * adding one of its own
	 * @param client the address of the client
	 * @param proxies how many proxies are between the client and the application
	 */
	static ForwardedRequest of(Syntax syntax, String forged, boolean sameLine, String client, int proxies) {
		List<String> lines = new ArrayList<>(List.of(forged));
		String sender = client;
		for (String proxy : PROXIES.subList(0, proxies)) {
			String element = syntax.write(sender);
			if (sameLine) {
				lines.set(lines.size() - 1, lines.get(lines.size() - 1) + ", " + element);
			}
			else {
				lines.add(element);
			}
			sender = proxy;
		}
		return new ForwardedRequest(syntax, lines, sender, client);
	}

	/**
	 * Fails if the application would see another client.
	 */
	void check() {
		assertThat(this.syntax.resolver.resolve(this)).isEqualTo(this.client);
		assertThat(this.syntax.withoutProxies.resolve(this)).isEqualTo(this.peer);
	}

	@Override
	public @Nullable String getRemoteAddress() {
		return this.peer;
	}

	@Override
	public @Nullable String getPeerAddress() {
		return this.peer;
	}

	@Override
	public List<String> getHeaderLines(String name) {
		return name.equalsIgnoreCase(this.syntax.header) ? this.lines : List.of();
	}

	/**
	 * How a proxy writes whom a request came from.
	 */
	enum Syntax {

		/** As most do. */
		X_FORWARDED_FOR("X-Forwarded-For", (address) -> address),

		/** As Azure Application Gateway does. */
		X_FORWARDED_FOR_WITH_PORT("X-Forwarded-For", (address) -> bracketed(address) + ":49152"),

		/** RFC 7239, quoted only where it must be. */
		FORWARDED("Forwarded",
				(address) -> "for=" + ((address.indexOf(':') >= 0) ? '"' + bracketed(address) + '"' : address)),

		/** RFC 7239 with everything that it knows. */
		FORWARDED_WITH_PORT("Forwarded", (address) -> "proto=https;by=\"_p,r;\\\"oxy\";For=\"" + bracketed(address)
				+ ":49152\";host=contoso.com");

		private final String header;

		private final UnaryOperator<String> element;

		private final SourceIpResolver resolver;

		private final SourceIpResolver withoutProxies;

		Syntax(String header, UnaryOperator<String> element) {
			this.header = header;
			this.element = element;
			this.resolver = new TrustedProxySourceIpResolver(IpRanges.of(List.of("10.0.0.0/8", "fd00::/8")), header);
			this.withoutProxies = new TrustedProxySourceIpResolver(IpRanges.of(List.of()), header);
		}

		private String write(String address) {
			return this.element.apply(address);
		}

		private static String bracketed(String address) {
			return (address.indexOf(':') >= 0) ? "[" + address + "]" : address;
		}

	}

}
