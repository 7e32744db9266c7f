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

import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContextSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A call that may carry a context, before anybody has asked whose.
 */
public final class EligibleCall {

	private final UserSecurityContextAttacher attacher;

	private final ClientSettings client;

	private final OutgoingRequest request;

	EligibleCall(UserSecurityContextAttacher attacher, ClientSettings client, OutgoingRequest request) {
		this.attacher = attacher;
		this.client = client;
		this.request = request;
	}

	/**
	 * Finds what the call is to carry, in the current context of the running thread.
	 * @return what to attach to the body, or {@code null} to send the request as it is
	 */
	public @Nullable Attachment prepare() {
		try {
			UserSecurityContext context = this.attacher.findContext(this.client, this.request);
			return (context != null) ? new Attachment(context, this.attacher) : null;
		}
		catch (Throwable ex) {
			// an error, too: if the call cannot go on, it will fail by itself
			this.attacher.report(ex);
			return null;
		}
	}

	/**
	 * Finds what the call is to carry, in the current context of the subscriber.
	 * @return emits what to attach to the body, or empty to send the request as it is
	 */
	public Mono<Optional<Attachment>> prepareForSubscriber() {
		return ReactiveUserSecurityContextHolder.capture().map(this::prepare).onErrorResume((ex) -> {
			this.attacher.report(ex);
			return Mono.just(Optional.empty());
		});
	}

	private Optional<Attachment> prepare(UserSecurityContextSnapshot snapshot) {
		UserSecurityContextHolder.Scope scope = snapshot.bind();
		try {
			return Optional.ofNullable(prepare());
		}
		finally {
			scope.close();
		}
	}

}
