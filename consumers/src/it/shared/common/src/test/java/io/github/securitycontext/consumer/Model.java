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

package io.github.securitycontext.consumer;

import java.util.List;
import java.util.function.Function;

import com.jayway.jsonpath.JsonPath;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.ReceivedCall;

/**
 * A model that calls the first tool that it is offered, and then says hello, in JSON if
 * asked for it.
 */
class Model implements Function<ReceivedCall, Answer> {

	@Override
	public Answer apply(ReceivedCall call) {
		String body = call.text();
		if (body.contains("json_schema")) {
			return Answer.text("{\"text\":\"Hello\"}");
		}
		List<String> tools = JsonPath.read(body, "$..tools[*].function.name");
		boolean called = body.contains("\"role\":\"tool\"");
		return (tools.isEmpty() || called) ? Answer.text("Hello") : Answer.toolCall(tools.get(0), "{}");
	}

}
