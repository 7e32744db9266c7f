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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.OutgoingBody;
import io.github.securitycontext.attach.UserSecurityContextAttacher;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Attaches the context to the chat calls of a
 * {@link org.springframework.web.client.RestClient} or
 * {@link org.springframework.web.client.RestTemplate}.
 * <p>
 * There is a bean of this type, which does nothing if the starter is switched off. No
 * client has it by itself: any interceptor makes Spring hold the body of each request of
 * a client in memory, so it is for the application to say which clients need it.
 */
public final class UserSecurityContextClientHttpRequestInterceptor implements ClientHttpRequestInterceptor {

	/** Of a request that another of these interceptors cares for. */
	private static final String CARED_FOR = UserSecurityContextClientHttpRequestInterceptor.class.getName();

	private final AzureRequests requests;

	/**
	 * Creates an interceptor.
	 * @param attacher what attaches the context
	 * @param client how the calls carry it
	 */
	public UserSecurityContextClientHttpRequestInterceptor(UserSecurityContextAttacher attacher,
			ClientSettings client) {
		this(new AzureRequests(attacher, client));
	}

	private UserSecurityContextClientHttpRequestInterceptor(AzureRequests requests) {
		this.requests = requests;
	}

	/**
	 * Returns an interceptor that takes requests to these hosts as Azure's, too: those of
	 * a gateway with a domain of its own, or of a sovereign cloud.
	 * @param hosts exact names or addresses, whose case does not matter, without port; an
	 * IPv6 address is in brackets
	 * @return a copy of this interceptor
	 * @throws IllegalArgumentException if one is not just a host
	 */
	public UserSecurityContextClientHttpRequestInterceptor withAzureHosts(String... hosts) {
		return new UserSecurityContextClientHttpRequestInterceptor(this.requests.withHosts(hosts));
	}

	/**
	 * Sends the request with the context of the calling thread. An interceptor behind
	 * this one repeats the call as it was. One in front may repeat it without asking this
	 * one again, as Spring Framework 6.2 does; so this one should be the first. For the
	 * same reason interceptors behind this one are not asked again, before Spring
	 * Framework 7, if a model refuses the context and the call is sent without.
	 * @throws MissingUserSecurityContextException if the call must not be sent as it is
	 */
	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		EligibleCall call = request.getAttributes().containsKey(CARED_FOR) ? null
				: this.requests.judge(request.getMethod(), request.getURI());
		if (call == null) {
			return execution.execute(request, body);
		}
		request.getAttributes().put(CARED_FOR, true);
		try {
			return attachAndExecute(call, request, body, execution);
		}
		finally {
			// an interceptor in front may repeat the call
			request.getAttributes().remove(CARED_FOR);
		}
	}

	private static ClientHttpResponse attachAndExecute(EligibleCall call, HttpRequest request, byte[] body,
			ClientHttpRequestExecution execution) throws IOException {
		Attachment attachment = call.prepare();
		CarryingCall carrying = (attachment != null)
				? attachment.attachTo(() -> new OutgoingBody(ByteBuffer.wrap(body), false)) : null;
		if (carrying == null) {
			return execution.execute(request, body);
		}
		// the end of the chain corrects the Content-Length
		ClientHttpResponse answer = execution.execute(request, carrying.joinBody());
		OptionalInt status = statusOf(answer);
		if (status.isEmpty() || !carrying.mayBeRefused(status.getAsInt())) {
			return answer;
		}
		ReadClientHttpResponse read = ReadClientHttpResponse.read(answer);
		if (!carrying.acceptRefusal(read.content())) {
			return read;
		}
		read.close();
		ClientHttpResponse repeated = execution.execute(request, body);
		statusOf(repeated).ifPresent(carrying::repeatAnswered);
		return repeated;
	}

	/**
	 * Some libraries wait for the answer only now, and who sent the request is to see it
	 * fail.
	 */
	private static OptionalInt statusOf(ClientHttpResponse answer) {
		try {
			return OptionalInt.of(answer.getStatusCode().value());
		}
		catch (IOException | RuntimeException ex) {
			return OptionalInt.empty();
		}
	}

}
