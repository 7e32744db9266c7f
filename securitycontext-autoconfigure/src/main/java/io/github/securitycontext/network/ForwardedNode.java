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

import java.util.regex.Pattern;

import io.github.securitycontext.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * One hop as a proxy, or a container, writes it: an address, maybe with a port, brackets,
 * quotes or the parameters of RFC 7239.
 */
final class ForwardedNode {

	private static final String FOR = "for";

	private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[0-9A-Za-z._-]+)");

	private ForwardedNode() {
	}

	/**
	 * Returns the address of a hop.
	 * @param element one element of a list header, or an address with or without port
	 * @return the address, or {@code null} if the element names none
	 */
	static @Nullable IpAddress parse(@Nullable String element) {
		if (element == null) {
			return null;
		}
		String text = element.strip();
		String node = isPair(text) ? findFor(text) : QuotedText.unquote(text);
		return (node != null) ? parseNode(node.strip()) : null;
	}

	private static boolean isPair(String element) {
		int equals = element.indexOf('=');
		int quote = element.indexOf('"');
		return equals > 0 && (quote < 0 || equals < quote);
	}

	/**
	 * RFC 7239, section 4: pairs separated by semicolons, each parameter at most once. A
	 * quote out of place anywhere may hide a hop, so that no other part is believed.
	 */
	private static @Nullable String findFor(String element) {
		String node = null;
		int end;
		for (int start = 0; start <= element.length(); start = end + 1) {
			end = QuotedText.indexOf(element, ';', start);
			String pair = element.substring(start, end).strip();
			if (pair.isEmpty()) {
				continue;
			}
			int equals = pair.indexOf('=');
			String name = pair.substring(0, Math.max(0, equals)).strip();
			String value = QuotedText.unquote(pair.substring(equals + 1).strip());
			boolean isFor = FOR.equalsIgnoreCase(name);
			if (name.isEmpty() || name.indexOf('"') >= 0 || value == null || (isFor && node != null)) {
				return null;
			}
			node = isFor ? value : node;
		}
		return node;
	}

	/**
	 * RFC 7239, section 6, and the address with or without a port that other headers
	 * hold.
	 */
	private static @Nullable IpAddress parseNode(String node) {
		if (!node.startsWith("[")) {
			return parseUnbracketed(node);
		}
		int end = node.indexOf(']');
		boolean complete = end > 0 && (end == node.length() - 1 || isPort(node, end + 1));
		String literal = complete ? node.substring(1, end) : "";
		// ForwardedHeaderFilter puts brackets around whatever has a colon, "ip:port" too
		return (literal.indexOf(':') >= 0) ? parseUnbracketed(literal) : null;
	}

	private static @Nullable IpAddress parseUnbracketed(String node) {
		int colon = node.indexOf(':');
		if (colon < 0 || node.indexOf(':', colon + 1) >= 0) {
			return IpAddress.parse(node);
		}
		return isPort(node, colon) ? IpAddress.parse(node.substring(0, colon)) : null;
	}

	private static boolean isPort(String node, int colon) {
		return PORT.matcher(node).region(colon, node.length()).matches();
	}

}
