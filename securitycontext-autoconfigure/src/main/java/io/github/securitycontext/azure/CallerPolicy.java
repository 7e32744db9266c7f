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
import com.azure.core.http.policy.HttpLoggingPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RedirectPolicy;
import com.azure.core.http.policy.RetryPolicy;
import io.github.securitycontext.UserSecurityContextSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
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
	 * Whether a call may leave the caller's thread in a policy. Of those of azure-core
	 * most go on at once.
	 */
	static boolean isNeededBefore(HttpPipelinePolicy policy) {
		return !(policy instanceof HttpPipelineSyncPolicy) && (policy instanceof BearerTokenAuthenticationPolicy
				|| policy instanceof HttpLoggingPolicy || policy instanceof RedirectPolicy
				|| !policy.getClass().getPackageName().equals(RetryPolicy.class.getPackageName()));
	}

	@Override
	public HttpPipelinePosition getPipelinePosition() {
		return HttpPipelinePosition.PER_CALL;
	}

	@Override
	public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super HttpResponse> subscriber) {
				Caller caller = new Caller(find(subscriber.currentContext()));
				try {
					// not in the data of the call, which its subscribers share
					Mono.defer(next::process).contextWrite((view) -> view.put(CALLER, caller)).subscribe(subscriber);
				}
				finally {
					caller.leave();
				}
			}

		};
	}

	@Override
	public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
		Caller caller = new Caller(null);
		context.setData(CALLER, caller);
		try {
			return next.processSync();
		}
		finally {
			caller.leave();
		}
	}

	/**
	 * Returns the context of who made a synchronous call.
	 * @return the context, or {@code null} if that is who runs: what a policy made the
	 * current one on the way counts
	 */
	static @Nullable UserSecurityContextSnapshot findOther(HttpPipelineCallContext context) {
		return findOther(context.getData(CALLER).orElse(null));
	}

	/**
	 * Returns the context of who subscribed to a call; or made it, if azure-core goes on
	 * asynchronously with a synchronous one.
	 */
	static UserSecurityContextSnapshot capture(HttpPipelineCallContext context, ContextView subscriber) {
		Caller caller = find(subscriber);
		UserSecurityContextSnapshot other = (caller != null) ? findOther(caller) : findOther(context);
		return (other != null) ? other : UserSecurityContextSnapshot.capture();
	}

	private static @Nullable Caller find(ContextView subscriber) {
		return (subscriber.getOrDefault(CALLER, null) instanceof Caller caller) ? caller : null;
	}

	private static @Nullable UserSecurityContextSnapshot findOther(@Nullable Object candidate) {
		return (candidate instanceof Caller caller && caller.thread != Thread.currentThread()) ? caller.snapshot : null;
	}

	/**
	 * Who makes a call.
	 */
	private static final class Caller {

		private final UserSecurityContextSnapshot snapshot;

		/** As long as it is within the call: then it may serve somebody else. */
		private volatile @Nullable Thread thread = Thread.currentThread();

		/**
		 * Creates a caller.
		 * @param outer who makes the call that this one is a part of, or {@code null}
		 */
		Caller(@Nullable Caller outer) {
			UserSecurityContextSnapshot other = findOther(outer);
			this.snapshot = (other != null) ? other : UserSecurityContextSnapshot.capture();
		}

		void leave() {
			this.thread = null;
		}

	}

}
