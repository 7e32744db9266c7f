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

/**
 * What became of the context of a call that may carry one.
 */
public enum CallOutcome {

	/**
	 * The call was sent with a context that names the end user, be it the caller's own.
	 */
	ATTACHED,

	/**
	 * The call was sent with a context that names no end user.
	 */
	WITHOUT_USER,

	/**
	 * The call was sent as it was.
	 */
	SKIPPED,

	/**
	 * The call was not sent, because it lacks what is required; or not repeated, because
	 * the model refused the context, and it must not go without.
	 */
	REJECTED,

	/**
	 * The model refused it, and the call was repeated without.
	 */
	RETRIED_WITHOUT,

	/**
	 * Something failed, and the call was sent as it was.
	 */
	FAILED

}
