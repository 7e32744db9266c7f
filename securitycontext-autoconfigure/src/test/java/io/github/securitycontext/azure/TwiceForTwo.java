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

package io.github.securitycontext.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.support.Users;
import reactor.core.publisher.Mono;

/**
 * Sends each call for Alice, and then for Bob.
 */
final class TwiceForTwo implements PerCallPolicy {

	@Override
	public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
		Mono<HttpResponse> call = next.process();
		return call.contextWrite(ReactiveUserSecurityContextHolder.withContext(Users.ALICE))
			.then(call.contextWrite(ReactiveUserSecurityContextHolder.withContext(Users.BOB)));
	}

	@Override
	public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
		HttpPipelineNextSyncPolicy again = next.clone();
		Users.as(Users.ALICE, next::processSync);
		return Users.as(Users.BOB, again::processSync);
	}

}
