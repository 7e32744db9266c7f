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

import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service's content filter says. Here it only takes notes, as it can be set to
 * do in Azure: nothing is filtered.
 */
final class ContentFilter {

	private static final List<String> HARMS = List.of("hate", "self_harm", "sexual", "violence");

	private ContentFilter() {
	}

	static ArrayNode ofPrompt(boolean attack) {
		ObjectNode results = ofReply();
		results.putObject("jailbreak").put("filtered", false).put("detected", attack);
		ArrayNode prompts = JsonMapper.shared().createArrayNode();
		prompts.addObject().put("prompt_index", 0).set("content_filter_results", results);
		return prompts;
	}

	static ObjectNode ofReply() {
		ObjectNode results = JsonMapper.shared().createObjectNode();
		HARMS.forEach((harm) -> results.putObject(harm).put("filtered", false).put("severity", "safe"));
		return results;
	}

}
