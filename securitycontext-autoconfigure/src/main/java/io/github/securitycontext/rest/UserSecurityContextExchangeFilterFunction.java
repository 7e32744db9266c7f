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

package io.github.securitycontext.rest;

import java.util.concurrent.atomic.AtomicReference;

import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Attaches the context to the chat calls of a
 * {@link org.springframework.web.reactive.function.client.WebClient}.
 * <p>
 * There is a bean of this type, which does nothing if the starter is switched off. No
 * client has it by itself.
 */
public final class UserSecurityContextExchangeFilterFunction implements ExchangeFilterFunction {

	/** Of a request that another of these filters cares for. */
	private static final String CARED_FOR = UserSecurityContextExchangeFilterFunction.class.getName();

	private final AzureRequests requests;

	/**
	 * Creates a filter.
	 * @param attacher what attaches the context
	 * @param client how the calls carry it
	 */
	public UserSecurityContextExchangeFilterFunction(UserSecurityContextAttacher attacher, ClientSettings client) {
		this(new AzureRequests(attacher, client));
	}

	private UserSecurityContextExchangeFilterFunction(AzureRequests requests) {
		this.requests = requests;
	}

	/**
	 * Returns a filter that takes requests to these hosts as Azure's, too: those of a
	 * gateway with a domain of its own, or of a sovereign cloud.
	 * @param hosts exact names or addresses, whose case does not matter, without port; an
	 * IPv6 address is in brackets
	 * @return a copy of this filter
	 * @throws IllegalArgumentException if one is not just a host
	 */
	public UserSecurityContextExchangeFilterFunction withAzureHosts(String... hosts) {
		return new UserSecurityContextExchangeFilterFunction(this.requests.withHosts(hosts));
	}

	/**
	 * Sends the request with the context of the subscriber's Reactor context, or else of
	 * the thread which subscribes, whatever thread writes it. In the second case, a
	 * filter in front of this one may change the thread, so this one should be the first,
	 * and a subscriber that repeats a call may do so on a thread without a user: the
	 * repeat then carries the name of the application alone. A filter behind this one
	 * repeats the call as it was.
	 * <p>
	 * A body that is a stream is not looked into, because that would be to read it.
	 * @return emits the answer, or fails with a
	 * {@link MissingUserSecurityContextException} if the call must not be sent as it is
	 */
	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		EligibleCall call = request.attribute(CARED_FOR).isEmpty()
				? this.requests.judge(request.method(), request.url()) : null;
		if (call == null) {
			return next.exchange(request);
		}
		ClientRequest marked = ClientRequest.from(request).attribute(CARED_FOR, true).build();
		return call.prepareForSubscriber()
			.flatMap((attachment) -> attachment.map((present) -> exchange(marked, present, next))
				.orElseGet(() -> next.exchange(marked)));
	}

	private static Mono<ClientResponse> exchange(ClientRequest request, Attachment attachment, ExchangeFunction next) {
		AtomicReference<@Nullable SentBody> sent = new AtomicReference<>();
		ClientRequest carrying = ClientRequest.from(request)
			.body((message, context) -> request.body()
				.insert(new AttachingHttpRequest(message, attachment, sent::set), context))
			.build();
		return next.exchange(carrying)
			.onErrorMap(WebClientRequestException.class, UserSecurityContextExchangeFilterFunction::unwrap)
			.flatMap((answer) -> {
				SentBody body = sent.get();
				return (body != null && body.call().mayBeRefused(answer.statusCode().value()))
						? repeatIfRefused(request, body, answer, next) : Mono.just(answer);
			});
	}

	/**
	 * What a write fails with is wrapped, as if the network had failed.
	 */
	private static Throwable unwrap(WebClientRequestException failure) {
		return (failure.getCause() instanceof MissingUserSecurityContextException rejection) ? rejection : failure;
	}

	private static Mono<ClientResponse> repeatIfRefused(ClientRequest request, SentBody body, ClientResponse answer,
			ExchangeFunction next) {
		if (answer.headers().contentLength().orElse(0) > ReadBody.MAX_KEPT) {
			return Mono.just(answer);
		}
		return ReadBody.read(answer).flatMap((read) -> {
			if (!body.call().acceptRefusal(read.content())) {
				return Mono.just(answer.mutate().body((ignored) -> read.replay()).build());
			}
			ClientRequest repeat = ClientRequest.from(request)
				.body((message, context) -> body.writeTo(message))
				.build();
			return next.exchange(repeat)
				.doOnNext((repeated) -> body.call().repeatAnswered(repeated.statusCode().value()));
		});
	}

}
