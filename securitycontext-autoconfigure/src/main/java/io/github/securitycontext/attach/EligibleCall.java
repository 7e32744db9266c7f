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

import java.util.Optional;
import java.util.function.Function;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.ReactiveLookUps;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContextSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A call that carries a context unless something stands in its way, before anybody has
 * asked whose.
 */
public final class EligibleCall {

	private final UserSecurityContextAttacher attacher;

	private final ClientSettings client;

	private final OutgoingRequest request;

	private final @Nullable MissingReason obstacle;

	/**
	 * Creates a call.
	 * @param obstacle why it cannot carry a context, or {@code null}
	 */
	EligibleCall(UserSecurityContextAttacher attacher, ClientSettings client, OutgoingRequest request,
			@Nullable MissingReason obstacle) {
		this.attacher = attacher;
		this.client = client;
		this.request = request;
		this.obstacle = obstacle;
	}

	/**
	 * Finds what the call is to carry, in the current context of the running thread.
	 * @return what to attach to the body, or {@code null} to send the request as it is
	 * @throws MissingUserSecurityContextException if the call must not be sent as it is
	 */
	public @Nullable Attachment prepare() {
		return prepare(this.attacher.newCall(this.client, this.request));
	}

	/**
	 * Finds what the call is to carry, in another context than that of the running
	 * thread.
	 * @param snapshot the context
	 * @return what to attach to the body, or {@code null} to send the request as it is
	 * @throws MissingUserSecurityContextException if the call must not be sent as it is
	 */
	public @Nullable Attachment prepare(UserSecurityContextSnapshot snapshot) {
		return prepare(this.attacher.newCall(this.client, this.request), snapshot);
	}

	private @Nullable Attachment prepare(ReportedCall call) {
		return call.guard(() -> {
			if (this.obstacle != null) {
				call.skip(this.obstacle);
				return null;
			}
			UserSecurityContext context = this.attacher.findContext(this.client, this.request);
			if (context == null) {
				call.skip(MissingReason.VETOED);
				return null;
			}
			call.pause();
			return new Attachment(context, call, this.attacher.refusals());
		});
	}

	/**
	 * Finds what the call is to carry, in the current context of the subscriber.
	 * @return emits what to attach to the body, or empty to send the request as it is; or
	 * fails with a {@link MissingUserSecurityContextException} if it must not be sent as
	 * it is
	 */
	public Mono<Optional<Attachment>> prepareForSubscriber() {
		return prepareForSubscriber((subscriber) -> UserSecurityContextSnapshot.capture());
	}

	/**
	 * Finds what the call is to carry, in the current context of the subscriber.
	 * @param otherwise asked for the context if the subscriber's Reactor context has none
	 * @return emits what to attach to the body, or empty to send the request as it is; or
	 * fails with a {@link MissingUserSecurityContextException} if it must not be sent as
	 * it is
	 */
	public Mono<Optional<Attachment>> prepareForSubscriber(
			Function<ContextView, UserSecurityContextSnapshot> otherwise) {
		return Mono.deferContextual((context) -> {
			ReportedCall call = this.attacher.newCall(this.client, this.request,
					(key) -> context.getOrDefault(key, null));
			if (this.obstacle != null) {
				return Mono.fromSupplier(() -> Optional.ofNullable(prepare(call)));
			}
			return ReactiveLookUps.capture(() -> otherwise.apply(context))
				.map((snapshot) -> Optional.ofNullable(prepare(call, snapshot)))
				.onErrorResume((ex) -> !call.isRejectedWith(ex), (ex) -> Mono.fromSupplier(() -> {
					call.fail(ex);
					return Optional.empty();
				}));
		});
	}

	private @Nullable Attachment prepare(ReportedCall call, UserSecurityContextSnapshot snapshot) {
		UserSecurityContextHolder.Scope scope = snapshot.bind();
		try {
			return prepare(call);
		}
		finally {
			scope.close();
		}
	}

}
