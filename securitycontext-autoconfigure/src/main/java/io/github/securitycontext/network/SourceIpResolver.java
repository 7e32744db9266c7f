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

import org.jspecify.annotations.Nullable;

/**
 * Decides which address a request came from. A bean of this type replaces the default,
 * which follows {@code securitycontext.source-ip}.
 */
@FunctionalInterface
public interface SourceIpResolver {

	/**
	 * Returns the address of the client. Called at the first AI call of a request, or
	 * when its context is first handed to another thread, and each time that its
	 * authentication has changed since. That is on the thread which dispatches the
	 * request, or for a reactive request on any thread, which must not be blocked; if
	 * Reactor's contexts are propagated to threads, before each reactive request is
	 * handled.
	 * @param request the request
	 * @return an IPv4 or IPv6 literal, or {@code null} to send no address; anything that
	 * is not a literal counts as {@code null}
	 */
	@Nullable String resolve(InboundRequest request);

}
