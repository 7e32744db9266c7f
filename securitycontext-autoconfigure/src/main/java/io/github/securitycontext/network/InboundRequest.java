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

import org.jspecify.annotations.Nullable;

/**
 * What a request to the application says of where it came from. Valid only while a
 * {@link SourceIpResolver} is asked.
 */
public interface InboundRequest {

	/**
	 * Returns the address that the application sees, after whatever it has set up to
	 * honour forwarding headers.
	 * @return the address, maybe with a port, or {@code null} if it is not known
	 */
	@Nullable String getRemoteAddress();

	/**
	 * Returns the address at the other end of the connection, which no header can change.
	 * @return the address, or {@code null} if it is not known
	 */
	@Nullable String getPeerAddress();

	/**
	 * Returns the lines of a header as they arrived, whatever the application has since
	 * removed or rewritten. Of the hops that Tomcat's {@code RemoteIpValve} took out, the
	 * one that it found is the last line, {@code unknown} if it trusts anybody; those
	 * that it skipped are missing.
	 * @param name the name of the header, in any case
	 * @return the values, one for each line, the first line first
	 */
	List<String> getHeaderLines(String name);

}
