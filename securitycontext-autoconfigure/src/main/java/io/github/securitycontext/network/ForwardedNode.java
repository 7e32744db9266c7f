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

import io.github.securitycontext.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * One hop as a proxy, or a container, writes it: an address, maybe with a port, brackets,
 * quotes or the parameters of RFC 7239.
 */
final class ForwardedNode {

	private static final String FOR = "for";

	private static final int MAX_PORT_LENGTH = 5;

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
		String node = element.strip();
		if (isPair(node)) {
			node = findFor(node);
		}
		return (node != null) ? parseNode(unquote(node)) : null;
	}

	private static boolean isPair(String element) {
		int equals = element.indexOf('=');
		int quote = element.indexOf('"');
		return equals > 0 && (quote < 0 || equals < quote);
	}

	/**
	 * RFC 7239, section 4: pairs separated by semicolons, each parameter at most once.
	 */
	private static @Nullable String findFor(String element) {
		String node = null;
		int start = 0;
		while (start <= element.length()) {
			int end = QuotedText.indexOf(element, ';', start);
			String pair = element.substring(start, end).strip();
			int equals = pair.indexOf('=');
			if (equals > 0 && FOR.equalsIgnoreCase(pair.substring(0, equals).strip())) {
				if (node != null) {
					return null;
				}
				node = pair.substring(equals + 1).strip();
			}
			start = end + 1;
		}
		return node;
	}

	private static String unquote(String text) {
		boolean quoted = text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
		return quoted ? QuotedText.unescape(text.substring(1, text.length() - 1)).strip() : text;
	}

	/**
	 * RFC 7239, section 6, and the address with or without a port that other headers
	 * hold.
	 */
	private static @Nullable IpAddress parseNode(String node) {
		if (node.startsWith("[")) {
			int end = node.indexOf(']');
			boolean complete = end > 0 && (end == node.length() - 1 || isPort(node, end + 1));
			String literal = complete ? node.substring(1, end) : "";
			return (literal.indexOf(':') >= 0) ? IpAddress.parse(literal) : null;
		}
		int colon = node.indexOf(':');
		boolean single = colon >= 0 && node.indexOf(':', colon + 1) < 0;
		if (single) {
			return isPort(node, colon) ? IpAddress.parse(node.substring(0, colon)) : null;
		}
		return IpAddress.parse(node);
	}

	private static boolean isPort(String node, int colon) {
		int start = colon + 1;
		int length = node.length() - start;
		if (node.charAt(colon) != ':' || length <= 0) {
			return false;
		}
		if (node.charAt(start) == '_') {
			return length > 1;
		}
		return length <= MAX_PORT_LENGTH && node.chars().skip(start).allMatch((c) -> c >= '0' && c <= '9');
	}

}
