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
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryPolicy;
import io.github.securitycontext.UserSecurityContextSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The place in a client's pipeline where the caller's thread is still the running one. A
 * policy behind it may wait for something, and go on from the thread which brings that:
 * if several calls wait for one token, from the thread of another user.
 */
final class CallerPolicy implements HttpPipelinePolicy {

	static final CallerPolicy INSTANCE = new CallerPolicy();

	private static final String CALLER = CallerPolicy.class.getName();

	private CallerPolicy() {
	}

	/**
	 * Whether a call may leave the caller's thread in a policy. Those of azure-core wait
	 * for nothing but tokens.
	 */
	static boolean isNeededBefore(HttpPipelinePolicy policy) {
		return !(policy instanceof HttpPipelineSyncPolicy) && (policy instanceof BearerTokenAuthenticationPolicy
				|| !policy.getClass().getPackageName().equals(RetryPolicy.class.getPackageName()));
	}

	@Override
	public HttpPipelinePosition getPipelinePosition() {
		return HttpPipelinePosition.PER_CALL;
	}

	@Override
	public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
		return Mono.defer(() -> {
			UserSecurityContextSnapshot caller = UserSecurityContextSnapshot.capture();
			// not in the data of the call, which its subscribers share
			return next.process().contextWrite((view) -> view.put(CALLER, caller));
		});
	}

	@Override
	public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
		context.setData(CALLER, new WaitingCaller(Thread.currentThread(), UserSecurityContextSnapshot.capture()));
		return next.processSync();
	}

	/**
	 * Returns the context of the thread that made a synchronous call.
	 * @return the context, or {@code null} if that thread is the running one: what a
	 * policy made the current one there counts
	 */
	static @Nullable UserSecurityContextSnapshot findOther(HttpPipelineCallContext context) {
		return (context.getData(CALLER).orElse(null) instanceof WaitingCaller caller
				&& caller.thread() != Thread.currentThread()) ? caller.snapshot() : null;
	}

	/**
	 * Returns the context of the thread that subscribed to a call; or that made it, if
	 * azure-core goes on asynchronously with a synchronous one.
	 */
	static UserSecurityContextSnapshot capture(HttpPipelineCallContext context, ContextView subscriber) {
		UserSecurityContextSnapshot caller = subscriber.getOrDefault(CALLER, null);
		if (caller != null) {
			// its thread may serve somebody else by now
			return caller.captureWithin();
		}
		UserSecurityContextSnapshot other = findOther(context);
		return (other != null) ? other : UserSecurityContextSnapshot.capture();
	}

	/**
	 * Who made a synchronous call.
	 *
	 * @param thread waits for the answer
	 * @param snapshot its context
	 */
	private record WaitingCaller(Thread thread, UserSecurityContextSnapshot snapshot) {

	}

}
