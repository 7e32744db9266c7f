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

package io.github.securitycontext.sample.standin;

import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.securitycontext.sample.received.ChatBody;
import io.github.securitycontext.sample.received.SeenCalls;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.ReceivedCall;

/**
 * Answers in place of a model in Azure OpenAI, and refuses what the service would refuse.
 */
public class StandIn implements Function<ReceivedCall, Answer> {

	private static final Pattern PATH = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

	private final Set<String> deployments;

	private final SeenCalls calls;

	/**
	 * Create the rule for an endpoint.
	 * @param deployments the names of the deployments that exist
	 * @param calls where to keep the calls that are not refused
	 */
	public StandIn(Set<String> deployments, SeenCalls calls) {
		this.deployments = deployments;
		this.calls = calls;
	}

	@Override
	public Answer apply(ReceivedCall call) {
		return answer(call).header("apim-request-id", UUID.randomUUID().toString());
	}

	private Answer answer(ReceivedCall call) {
		try {
			ChatBody body = accept(call);
			Completion completion = Completion.of(body.prompt());
			return body.isStreaming() ? CompletionStream.of(completion, body.isUsageWanted())
					: json(200, completion.whole().toString());
		}
		catch (ServiceError error) {
			return json(error.status(), error.body());
		}
	}

	private ChatBody accept(ReceivedCall call) {
		Matcher matcher = PATH.matcher(call.path());
		if (!"POST".equals(call.method()) || !matcher.matches()) {
			throw ServiceError.resourceNotFound();
		}
		ApiVersion version = ApiVersion.in(call.query());
		if (!this.deployments.contains(matcher.group(1))) {
			throw ServiceError.deploymentNotFound();
		}
		ChatBody body = BodyCheck.read(call.body(), version);
		this.calls.add(call.path(), version.text(), body);
		return body;
	}

	private static Answer json(int status, String body) {
		return Answer.status(status).body("application/json", body);
	}

}
