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

import java.nio.ByteBuffer;

/**
 * The body of a request that an AI client is about to send.
 *
 * @param bytes the bytes, of which neither position nor content is changed
 * @param serialized whether a JSON library wrote them for an object, and is trusted to
 * have written well-formed JSON, without escapes in names that need none
 */
public record OutgoingBody(ByteBuffer bytes, boolean serialized) {

	/**
	 * Creates a body, with a view of its own of the bytes.
	 */
	public OutgoingBody {
		bytes = bytes.slice();
	}

}
