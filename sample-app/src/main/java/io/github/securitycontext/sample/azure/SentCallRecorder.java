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

package io.github.securitycontext.sample.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.sample.received.ChatBody;
import io.github.securitycontext.sample.received.SeenCalls;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Keeps what is sent to the real service, which does not tell what it received. Like any
 * policy that is added without a position it comes after those that run once for a call,
 * so that it sees what they did to the body. It runs at each try, and keeps the first.
 */
class SentCallRecorder extends HttpPipelineSyncPolicy {

	private static final String SEEN = SentCallRecorder.class.getName();

	private final SeenCalls calls;

	SentCallRecorder(SeenCalls calls) {
		this.calls = calls;
	}

	@Override
	protected void beforeSendingRequest(HttpPipelineCallContext context) {
		if (context.getData(SEEN).isPresent()) {
			return;
		}
		context.setData(SEEN, true);
		HttpRequest request = context.getHttpRequest();
		BinaryData body = request.getBodyAsBinaryData();
		String path = request.getUrl().getPath();
		if (body != null && body.isReplayable() && path.endsWith("/chat/completions")) {
			this.calls.add(path, apiVersion(request), ChatBody.read(body.toBytes()));
		}
	}

	private static String apiVersion(HttpRequest request) {
		String version = UriComponentsBuilder.fromUriString(request.getUrl().toString())
			.build()
			.getQueryParams()
			.getFirst("api-version");
		return (version != null) ? version : "";
	}

}
