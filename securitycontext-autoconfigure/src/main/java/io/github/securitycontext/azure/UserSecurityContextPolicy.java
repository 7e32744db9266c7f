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

import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Objects;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.attach.Attachment;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.EligibleCall;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The place in a client's pipeline where the context is attached: once for each call,
 * before it is tried for the first time.
 */
final class UserSecurityContextPolicy implements HttpPipelinePolicy {

	/**
	 * Where clients talk to that are not for Azure: a builder makes them for this host
	 * only.
	 */
	static final String OPENAI_HOST = "api.openai.com";

	/**
	 * HTTP clients write an array at once, with the headers, but parts one after the
	 * other. For a body of about one TLS record that takes far longer than to copy it.
	 */
	private static final int MAX_JOINED_LENGTH = 16 * 1024;

	private static final String RESPONSIBLE_POLICY = UserSecurityContextPolicy.class.getName();

	private static final String ATTEMPT = Attempt.class.getName();

	private final UserSecurityContextAttacher attacher;

	private final ClientSettings settings;

	/** Most clients call one deployment again and again. */
	private volatile @Nullable OutgoingRequest last;

	/**
	 * Creates a policy.
	 * @param attacher what attaches the context
	 * @param settings the settings of the client
	 */
	UserSecurityContextPolicy(UserSecurityContextAttacher attacher, ClientSettings settings) {
		this.attacher = attacher;
		this.settings = settings;
	}

	UserSecurityContextAttacher attacher() {
		return this.attacher;
	}

	ClientSettings settings() {
		return this.settings;
	}

	@Override
	public HttpPipelinePosition getPipelinePosition() {
		return HttpPipelinePosition.PER_CALL;
	}

	@Override
	public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
		HttpRequest request = findRequest(context);
		EligibleCall call = judge(context, request);
		if (call == null) {
			context.setHttpRequest(request);
			return next.process();
		}
		// a policy in front may subscribe again, for somebody else, and is to reach all
		// behind
		return call.prepareForSubscriber((subscriber) -> CallerPolicy.capture(context, subscriber))
			.flatMap((attachment) -> {
				CarryingCall carrying = attachment.map((present) -> attach(request, present)).orElse(null);
				setRequest(context, request, carrying);
				Mono<HttpResponse> response = next.clone().process();
				return (carrying != null)
						? response.flatMap((answer) -> carrying.mayBeRefused(answer.getStatusCode())
								? repeatIfRefused(context, request, carrying, answer, next) : Mono.just(answer))
						: response;
			});
	}

	private static Mono<HttpResponse> repeatIfRefused(HttpPipelineCallContext context, HttpRequest request,
			CarryingCall carrying, HttpResponse answer, HttpPipelineNextPolicy next) {
		return answer.getBodyAsByteArray().defaultIfEmpty(new byte[0]).flatMap((body) -> {
			HttpResponse read = new ReadHttpResponse(answer, body);
			if (!carrying.acceptRefusal(ByteBuffer.wrap(body))) {
				return Mono.just(read);
			}
			read.close();
			context.setHttpRequest(request);
			return next.clone().process().doOnNext((repeated) -> carrying.repeatAnswered(repeated.getStatusCode()));
		});
	}

	@Override
	public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
		HttpRequest request = findRequest(context);
		EligibleCall call = judge(context, request);
		Attachment attachment = (call != null) ? prepare(call, CallerPolicy.findContext(context)) : null;
		CarryingCall carrying = (attachment != null) ? attach(request, attachment) : null;
		setRequest(context, request, carrying);
		if (carrying == null) {
			return next.processSync();
		}
		HttpPipelineNextSyncPolicy again = next.clone();
		HttpResponse answer = next.processSync();
		if (!carrying.mayBeRefused(answer.getStatusCode())) {
			return answer;
		}
		BinaryData content = answer.getBodyAsBinaryData();
		// of an answer that an application made up
		byte[] body = (content != null) ? content.toBytes() : new byte[0];
		HttpResponse read = new ReadHttpResponse(answer, body);
		if (!carrying.acceptRefusal(ByteBuffer.wrap(body))) {
			return read;
		}
		read.close();
		context.setHttpRequest(request);
		HttpResponse repeated = again.processSync();
		carrying.repeatAnswered(repeated.getStatusCode());
		return repeated;
	}

	private static @Nullable Attachment prepare(EligibleCall call, @Nullable UserSecurityContextSnapshot caller) {
		return (caller != null) ? call.prepare(caller) : call.prepare();
	}

	/**
	 * Whether no other policy cares for a call.
	 */
	boolean isFreeToHandle(HttpPipelineCallContext call) {
		return call.getData(RESPONSIBLE_POLICY).filter((responsible) -> responsible != this).isEmpty();
	}

	private @Nullable EligibleCall judge(HttpPipelineCallContext context, HttpRequest request) {
		context.setData(RESPONSIBLE_POLICY, this);
		return this.attacher.judge(this.settings, outgoing(request));
	}

	/**
	 * Returns the request of a call with the body that it had before ours came into it. A
	 * policy in front may send it once more, for another user, and changes what it finds
	 * then.
	 */
	static HttpRequest findRequest(HttpPipelineCallContext context) {
		HttpRequest request = context.getHttpRequest();
		return (context.getData(ATTEMPT).orElse(null) instanceof Attempt attempt
				&& attempt.carrying() == request.getBodyAsBinaryData()) ? request.copy().setBody(attempt.original())
						: request;
	}

	private OutgoingRequest outgoing(HttpRequest request) {
		String method = request.getHttpMethod().toString();
		URL url = request.getUrl();
		OutgoingRequest outgoing = this.last;
		if (outgoing == null || !isFor(outgoing, method, url)) {
			outgoing = new OutgoingRequest(this.settings.name(), !OPENAI_HOST.equals(url.getHost()), method,
					url.getHost(), url.getPort(), url.getPath(), url.getQuery());
			this.last = outgoing;
		}
		return outgoing;
	}

	private static boolean isFor(OutgoingRequest outgoing, String method, URL url) {
		return outgoing.path().equals(url.getPath()) && Objects.equals(outgoing.query(), url.getQuery())
				&& outgoing.host().equals(url.getHost()) && outgoing.port() == url.getPort()
				&& outgoing.method().equals(method);
	}

	private static @Nullable CarryingCall attach(HttpRequest request, Attachment attachment) {
		return attachment.attachTo(() -> InMemoryBody.of(request.getBodyAsBinaryData()));
	}

	/**
	 * The request itself stays as it is: whoever sends it again may do so for another
	 * user.
	 */
	private static void setRequest(HttpPipelineCallContext context, HttpRequest request,
			@Nullable CarryingCall carrying) {
		if (carrying == null) {
			context.setHttpRequest(request);
			return;
		}
		BinaryData body = bodyOf(carrying);
		context.setHttpRequest(request.copy().setBody(body));
		context.setData(ATTEMPT, new Attempt(request.getBodyAsBinaryData(), body));
	}

	private static BinaryData bodyOf(CarryingCall carrying) {
		return (carrying.bodyLength() <= MAX_JOINED_LENGTH) ? BinaryData.fromBytes(carrying.joinBody())
				: BinaryData.fromListByteBuffer(carrying.body());
	}

	/**
	 * The body of the last attempt to make a call.
	 *
	 * @param original as it was
	 * @param carrying with the context
	 */
	private record Attempt(BinaryData original, BinaryData carrying) {

	}

}
