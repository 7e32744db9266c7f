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

package io.github.securitycontext;

/**
 * Why a call carries no context, or a context lacks a member.
 */
public enum MissingReason {

	/**
	 * The call was made where no request is served and no context is bound.
	 */
	NO_REQUEST("the call was made off the thread of a request, and no context is bound there"),

	/**
	 * Nobody is signed in.
	 */
	NOT_AUTHENTICATED("nobody is signed in"),

	/**
	 * Who is signed in is a service, or has no identifier that may be sent.
	 */
	NOT_IDENTIFIED("who is signed in is no person, or has no such identifier"),

	/**
	 * The address that the application sees is none.
	 */
	UNREADABLE_ADDRESS("the application does not see an IP address, as behind a proxy that is not among"
			+ " securitycontext.source-ip.trusted-proxies"),

	/**
	 * A property switches it off.
	 */
	SWITCHED_OFF("a property of securitycontext switches it off"),

	/**
	 * The application has no name.
	 */
	NO_APPLICATION_NAME("neither spring.application.name nor securitycontext.application-name is set"),

	/**
	 * What should have found it failed.
	 */
	FAILED("finding it failed, as the log says"),

	/**
	 * The bound context, or a customizer, leaves it out.
	 */
	NOT_SET("the bound context, or a customizer, leaves it out"),

	/**
	 * The caller set an object of its own, which leaves it out.
	 */
	LEFT_OUT_BY_CALLER("the caller's own object leaves it out"),

	/**
	 * A customizer vetoed the context.
	 */
	VETOED("a customizer vetoed it"),

	/**
	 * The body is a stream, or not a JSON object that could carry a context.
	 */
	UNSUITABLE_BODY("the body is a stream, or not a JSON object that could carry it"),

	/**
	 * The version of the API does not know the context.
	 */
	UNSUPPORTED_API_VERSION("the api-version does not know it, 2025-01-01-preview and later do"),

	/**
	 * The model refuses the context.
	 */
	UNSUPPORTED_MODEL("the model refuses it");

	private final String description;

	MissingReason(String description) {
		this.description = description;
	}

	/**
	 * Returns the reason as a clause.
	 * @return a text without any personal data
	 */
	public String getDescription() {
		return this.description;
	}

}
