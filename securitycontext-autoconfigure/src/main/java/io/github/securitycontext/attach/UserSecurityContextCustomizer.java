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

package io.github.securitycontext.attach;

import io.github.securitycontext.UserSecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Adjusts or vetoes the context of a single call. All beans of this type are asked in
 * their order.
 */
@FunctionalInterface
public interface UserSecurityContextCustomizer {

	/**
	 * Returns the context to attach. Called once for each call that may carry one, before
	 * its first attempt, on the caller's thread; with a client that returns a publisher
	 * each time that somebody subscribes, on the thread on which the context was found,
	 * mostly the subscriber's. A policy of the application in an Azure client may have
	 * moved either to another thread, which serves another user maybe: read nothing from
	 * a thread but {@link io.github.securitycontext.UserSecurityContextHolder}. It must
	 * not block there. Members that the caller wrote into the body stand, whatever is
	 * returned. What it throws costs the call its context, as a veto does.
	 * @param context what is known of the application, the end user and the address
	 * @param request the request that is about to be sent
	 * @return the context to attach, or {@code null} for a veto: the request is sent
	 * without, or rejected if it must carry something
	 */
	@Nullable UserSecurityContext customize(UserSecurityContext context, OutgoingRequest request);

}
