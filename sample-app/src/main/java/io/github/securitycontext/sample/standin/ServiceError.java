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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error in the words of the service.
 */
class ServiceError extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final String body;

	private ServiceError(int status, String message, ObjectNode error) {
		super(message);
		this.status = status;
		this.body = object().set("error", error).toString();
	}

	static ServiceError resourceNotFound() {
		return platform(404, "404", "Resource not found");
	}

	static ServiceError deploymentNotFound() {
		return platform(404, "DeploymentNotFound", "The API deployment for this resource does not exist. If you "
				+ "created the deployment within the last 5 minutes, please wait a moment and try again.");
	}

	static ServiceError notJson() {
		return invalidRequest("We could not parse the JSON body of your request.", null, null);
	}

	static ServiceError unrecognizedArgument(String name) {
		return invalidRequest("Unrecognized request argument supplied: " + name, null, null);
	}

	static ServiceError missingParameter(String name) {
		return invalidRequest("Missing required parameter: '" + name + "'.", name, "missing_required_parameter");
	}

	static ServiceError invalidType(String name, String expected) {
		return invalidRequest("Invalid type for '" + name + "': expected " + expected + ".", name, "invalid_type");
	}

	private static ServiceError platform(int status, String code, String message) {
		return new ServiceError(status, message, object().put("code", code).put("message", message));
	}

	private static ServiceError invalidRequest(String message, @Nullable String param, @Nullable String code) {
		return new ServiceError(400, message,
				object().put("message", message)
					.put("type", "invalid_request_error")
					.put("param", param)
					.put("code", code));
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

	int status() {
		return this.status;
	}

	String body() {
		return this.body;
	}

}
