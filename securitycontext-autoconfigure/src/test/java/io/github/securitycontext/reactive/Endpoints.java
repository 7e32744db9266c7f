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

package io.github.securitycontext.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Functional endpoints, each of which answers with the texts that a publisher emits.
 */
final class Endpoints implements RouterFunction<ServerResponse> {

	private final List<RouterFunction<ServerResponse>> routes = new ArrayList<>();

	private Endpoints() {
	}

	static Endpoints of() {
		return new Endpoints();
	}

	Endpoints get(String pattern, Function<ServerRequest, ? extends Publisher<String>> endpoint) {
		this.routes.add(RouterFunctions.route(RequestPredicates.GET(pattern),
				(request) -> ServerResponse.ok().body(endpoint.apply(request), String.class)));
		return this;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		return this.routes.stream()
			.reduce(RouterFunction::and)
			.map((route) -> route.route(request))
			.orElseGet(Mono::empty);
	}

}
