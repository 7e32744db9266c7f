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

package io.github.securitycontext.web.servlet;

import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * The current authentication of Spring Security.
 */
public final class SpringSecurityAuthentication implements Supplier<@Nullable Principal> {

	private final Supplier<SecurityContextHolderStrategy> strategy;

	/**
	 * Creates a supplier.
	 * @param strategy returns the strategy that the application uses
	 */
	public SpringSecurityAuthentication(Supplier<SecurityContextHolderStrategy> strategy) {
		this.strategy = strategy;
	}

	@Override
	public @Nullable Principal get() {
		return this.strategy.get().getContext().getAuthentication();
	}

}
