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

package io.github.securitycontext.sample.received;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A chat-completions call as it was seen on the wire.
 *
 * @param id the number of the call, rising
 * @param receivedAt when it was seen
 * @param path the path of its URL
 * @param apiVersion the version of the service that it asked for
 * @param streaming whether it asked for a stream of events
 * @param prompt what the user wrote
 * @param userSecurityContext the text of its {@code user_security_context}, unchanged
 */
public record SeenCall(long id, Instant receivedAt, String path, String apiVersion, boolean streaming, String prompt,
		@Nullable String userSecurityContext) {
}
