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

package io.github.securitycontext.web.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Reads the addresses of connections, without resolving a name.
 */
public final class SocketAddresses {

	private SocketAddresses() {
	}

	/**
	 * Returns the text of an address.
	 * @param socketAddress the address, which may be {@code null}
	 * @return the literal; the text that was not resolved; or {@code null} for a
	 * connection that is not one between addresses, such as that of a Unix domain socket
	 */
	public static @Nullable String findText(@Nullable SocketAddress socketAddress) {
		if (!(socketAddress instanceof InetSocketAddress inet)) {
			return null;
		}
		InetAddress address = inet.getAddress();
		return (address != null) ? address.getHostAddress() : inet.getHostString();
	}

}
