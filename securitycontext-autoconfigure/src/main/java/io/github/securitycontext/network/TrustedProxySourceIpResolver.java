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

import java.util.List;
import java.util.stream.Stream;

import io.github.securitycontext.IpAddress;
import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind trusted proxies: the nearest hop, seen from the application,
 * that is not trusted. What stands further left in the header may be forged, so it is
 * never read. Without trusted proxies it is the address that the application sees.
 */
public final class TrustedProxySourceIpResolver implements SourceIpResolver {

	/** No chain of proxies is longer; a client can write more. */
	private static final int MAX_ELEMENTS = 64;

	private static final int MAX_ELEMENT_LENGTH = 512;

	private static final List<String> FORWARDING_HEADERS = List.of("X-Forwarded-For", "Forwarded", "X-Real-IP",
			"X-Azure-SocketIP");

	private static final IpRanges NOT_PUBLIC = IpRanges.of(List.of("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
			"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7", "fe80::/10"));

	private final OneTimeLog log = new OneTimeLog(TrustedProxySourceIpResolver.class);

	private final IpRanges trustedProxies;

	private final String header;

	private final List<String> forwardingHeaders;

	/**
	 * Creates a resolver.
	 * @param trustedProxies the senders whose header is believed
	 * @param header the header that they write: a list with the nearest hop last, as
	 * {@code X-Forwarded-For} and {@code Forwarded} (RFC 7239), or a single address
	 */
	public TrustedProxySourceIpResolver(IpRanges trustedProxies, String header) {
		this.trustedProxies = trustedProxies;
		this.header = header;
		this.forwardingHeaders = Stream.concat(Stream.of(header), FORWARDING_HEADERS.stream()).distinct().toList();
	}

	@Override
	public @Nullable String resolve(InboundRequest request) {
		IpAddress client = this.trustedProxies.isEmpty() ? ForwardedNode.parse(request.getRemoteAddress())
				: findClient(request);
		if (client == null) {
			return null;
		}
		warnIfProxy(client, request);
		return client.toString();
	}

	private void warnIfProxy(IpAddress client, InboundRequest request) {
		try {
			if (NOT_PUBLIC.contains(client) && isForwarded(request)) {
				this.log.warn("The source_ip of a forwarded request is a private address, probably that of a proxy. Set"
						+ " securitycontext.source-ip.trusted-proxies to the addresses of your proxies, and"
						+ " securitycontext.source-ip.header to the header that they write");
			}
		}
		catch (RuntimeException ex) {
			// a warning must not cost the address
		}
	}

	private @Nullable IpAddress findClient(InboundRequest request) {
		IpAddress peer = ForwardedNode.parse(request.getPeerAddress());
		return (peer != null && this.trustedProxies.contains(peer)) ? walk(peer, request.getHeaderLines(this.header))
				: peer;
	}

	private IpAddress walk(IpAddress peer, List<String> lines) {
		IpAddress hop = peer;
		int elements = 0;
		for (int i = lines.size() - 1; i >= 0; i--) {
			String line = lines.get(i);
			int end = line.length();
			while (end >= 0) {
				int start = Math.max(0, end - MAX_ELEMENT_LENGTH);
				int separator = QuotedText.lastIndexOf(line, ',', start, end);
				if (++elements > MAX_ELEMENTS || (separator < 0 && start > 0)) {
					return hop;
				}
				String element = line.substring(separator + 1, end);
				end = separator;
				if (element.isBlank()) {
					continue;
				}
				IpAddress next = ForwardedNode.parse(element);
				if (next == null) {
					return hop;
				}
				hop = next;
				if (!this.trustedProxies.contains(hop)) {
					return hop;
				}
			}
		}
		return hop;
	}

	private boolean isForwarded(InboundRequest request) {
		for (String name : this.forwardingHeaders) {
			if (!request.getHeaderLines(name).isEmpty()) {
				return true;
			}
		}
		return false;
	}

}
