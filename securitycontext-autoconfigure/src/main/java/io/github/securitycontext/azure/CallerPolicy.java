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

import java.util.function.Supplier;

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
import io.github.securitycontext.ReactiveLookUps;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContextSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Keeps whose call it is, in front of a policy that may wait for something, and go on
 * from the thread which brings that: if several calls wait for one token, from the thread
 * of another user. The policies behind run in the context of the caller there, too.
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
		// automatic propagation resets the thread in front of all that is not Reactor's
		// own
		return Mono.deferContextual((view) -> {
			Caller caller = new Caller(find(context, view));
			// each subscription goes through all behind, and is no business of the others
			return caller.within(Mono.defer(() -> {
				context.setHttpRequest(UserSecurityContextPolicy.findRequest(context));
				return next.clone().process();
			}).contextWrite((outer) -> outer.put(CALLER, caller)));
		});
	}

	@Override
	public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
		Caller outer = find(context);
		Caller caller = new Caller(outer);
		context.setData(CALLER, caller);
		context.setHttpRequest(UserSecurityContextPolicy.findRequest(context));
		try {
			return caller.within(next::processSync);
		}
		finally {
			// what is late, because nobody waits for it any more, is to find one
			if (outer != null) {
				context.setData(CALLER, outer);
			}
		}
	}

	/**
	 * Returns the context of a synchronous call, or {@code null} if it is that of the
	 * running thread.
	 */
	static @Nullable UserSecurityContextSnapshot findContext(HttpPipelineCallContext context) {
		Caller caller = find(context);
		return (caller != null) ? caller.capture() : null;
	}

	/**
	 * Returns the context of an asynchronous call; or of a synchronous one with which
	 * azure-core goes on asynchronously.
	 */
	static UserSecurityContextSnapshot capture(HttpPipelineCallContext context, ContextView subscriber) {
		Caller caller = find(context, subscriber);
		return (caller != null) ? caller.capture() : UserSecurityContextSnapshot.capture();
	}

	private static @Nullable Caller find(HttpPipelineCallContext context) {
		return (context.getData(CALLER).orElse(null) instanceof Caller caller) ? caller : null;
	}

	private static @Nullable Caller find(HttpPipelineCallContext context, ContextView subscriber) {
		return (subscriber.getOrDefault(CALLER, null) instanceof Caller caller) ? caller : find(context);
	}

	/**
	 * Who makes a call.
	 */
	private static final class Caller {

		private final UserSecurityContextSnapshot snapshot;

		/** Whether the call came here from another thread. */
		private final boolean leftThread;

		/** As long as it is within the call: then it may serve somebody else. */
		private volatile @Nullable Thread thread = Thread.currentThread();

		/**
		 * Creates a caller.
		 * @param outer who was in front, or makes the call that this one is a part of, or
		 * {@code null}
		 */
		Caller(@Nullable Caller outer) {
			this.snapshot = (outer != null) ? outer.capture() : UserSecurityContextSnapshot.capture();
			this.leftThread = outer != null && !outer.isRunning();
		}

		/**
		 * Returns the context of the call. While the caller runs, that of its thread: a
		 * policy may have made another the current one there.
		 */
		UserSecurityContextSnapshot capture() {
			return isRunning() ? ReactiveLookUps.captureIfSaid(this.snapshot) : this.snapshot;
		}

		private boolean isRunning() {
			return this.thread == Thread.currentThread();
		}

		/**
		 * Returns a call that is to be subscribed to once, by this thread.
		 */
		<T> Mono<T> within(Mono<T> call) {
			return new Mono<>() {

				@Override
				public void subscribe(CoreSubscriber<? super T> subscriber) {
					within(() -> {
						call.subscribe(subscriber);
						return subscriber;
					});
				}

			};
		}

		/**
		 * Goes on with the call, for as long as the thread counts as the caller's.
		 */
		<T> T within(Supplier<T> call) {
			UserSecurityContextHolder.Scope scope = this.leftThread ? this.snapshot.bind() : null;
			try {
				return call.get();
			}
			finally {
				this.thread = null;
				if (scope != null) {
					scope.close();
				}
			}
		}

	}

}
