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

/**
 * Puts the current context into the body of a request that may carry it. Errors are
 * caught like exceptions: an application must not lose a call because a library is of
 * another version.
 * <p>
 * Applications use
 * {@link io.github.securitycontext.attach.UserSecurityContextCustomizer},
 * {@link io.github.securitycontext.attach.OutgoingRequest},
 * {@link io.github.securitycontext.attach.CallListener},
 * {@link io.github.securitycontext.attach.CallReport},
 * {@link io.github.securitycontext.attach.CallOutcome} and
 * {@link io.github.securitycontext.attach.MissingUserSecurityContextException}; the rest
 * is for the packages of the client libraries.
 */
@NullMarked
package io.github.securitycontext.attach;

import org.jspecify.annotations.NullMarked;
