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

import java.util.Base64;
import java.util.List;

import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.FallbackName;
import io.github.securitycontext.identity.PersonalData;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.identity.TrustedIssuers;
import io.github.securitycontext.web.AppServicePrincipals;
import org.jspecify.annotations.Nullable;

/**
 * The users that App Service says it has signed in, as an application has them by
 * default.
 */
final class AppServiceUsers {

	private static final AppServicePrincipals principals = new AppServicePrincipals(true);

	private static final PrincipalEndUserResolver resolver = new PrincipalEndUserResolver(List.of("oid"),
			List.of("tid"), new TrustedIssuers(List.of()), FallbackName.of(PersonalData.PSEUDONYMIZE, "key"));

	private AppServiceUsers() {
	}

	static @Nullable AppServicePrincipal find(String header) {
		return principals.find(List.of(header));
	}

	static @Nullable AppServicePrincipal find(byte[] json) {
		return find(Base64.getEncoder().encodeToString(json));
	}

	static EndUser resolve(@Nullable AppServicePrincipal principal) {
		return resolver.resolve(principal);
	}

}
