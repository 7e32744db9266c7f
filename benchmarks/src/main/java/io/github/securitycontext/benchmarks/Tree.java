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

package io.github.securitycontext.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A body as a tree.
 */
final class Tree {

	private static final ObjectMapper mapper = new ObjectMapper();

	private Tree() {
	}

	static byte[] addContext(byte[] body) {
		try {
			ObjectNode tree = (ObjectNode) mapper.readTree(body);
			tree.set("user_security_context", mapper.valueToTree(Alice.MEMBERS));
			return mapper.writeValueAsBytes(tree);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean hasContext(String body) {
		try {
			return mapper.valueToTree(Alice.MEMBERS).equals(mapper.readTree(body).get("user_security_context"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
