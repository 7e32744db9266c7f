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
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BeforeRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/**
 * Found by {@code azure-core} where its class loader sees this class. It puts the policy
 * into every pipeline that the builder of an Azure client makes, whatever the service.
 * The policy does nothing unless {@code securitycontext.clients-outside-spring} is
 * switched on.
 */
public final class OutsideSpringPolicyProvider implements BeforeRetryPolicyProvider {

	@Override
	public HttpPipelinePolicy create() {
		return OutsideSpringPolicy.INSTANCE;
	}

	enum OutsideSpringPolicy implements HttpPipelinePolicy {

		INSTANCE;

		@Override
		public HttpPipelinePosition getPipelinePosition() {
			return HttpPipelinePosition.PER_CALL;
		}

		@Override
		public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
			UserSecurityContextPolicy policy = ClientsOutsideSpring.findPolicy(context);
			return (policy != null) ? policy.process(context, next) : next.process();
		}

		@Override
		public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
			UserSecurityContextPolicy policy = ClientsOutsideSpring.findPolicy(context);
			return (policy != null) ? policy.processSync(context, next) : next.processSync();
		}

	}

}
