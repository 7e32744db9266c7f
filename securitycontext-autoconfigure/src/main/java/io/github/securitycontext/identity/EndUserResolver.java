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

package io.github.securitycontext.identity;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Decides who the end user of a request is. Beans of this type are asked in their order
 * before the default, {@link PrincipalEndUserResolver}; the first that answers wins.
 */
@FunctionalInterface
public interface EndUserResolver {

	/**
	 * Returns the end user. Called at the first AI call of a request, or when its context
	 * is first handed to another thread, and each time that its authentication has
	 * changed since; what is returned is kept for the rest of the request. That is on the
	 * thread which dispatches the request, or for a reactive request on any thread, which
	 * must not be blocked; if Reactor's contexts are propagated to threads, before each
	 * reactive request is handled. An AI call that is made from here has no user.
	 * @param principal the {@code Authentication} of Spring Security if there is one,
	 * even an anonymous one, else the user principal of the request, else {@code null};
	 * an {@link AppServicePrincipal} if App Service alone authenticated somebody
	 * @return the end user, {@link EndUser#NONE} to send none, or {@code null} to leave
	 * the decision to the next resolver
	 */
	@Nullable EndUser resolve(@Nullable Principal principal);

}
