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

package io.github.securitycontext.actuate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.log.RecentProblems;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that tells the operator how the starter is configured, which
 * clients it knows, and what became of calls. Tells nothing about users.
 */
@Endpoint(id = "securitycontext")
public final class UserSecurityContextEndpoint {

	private final Supplier<Map<String, EffectiveProperty>> properties;

	private final Supplier<? extends Map<String, ClientDescription>> clients;

	private final CallCounts counts;

	/**
	 * Creates an endpoint.
	 * @param properties the properties by name, without secrets
	 * @param clients the clients by the name of their bean
	 * @param counts what became of calls
	 */
	public UserSecurityContextEndpoint(Supplier<Map<String, EffectiveProperty>> properties,
			Supplier<? extends Map<String, ClientDescription>> clients, CallCounts counts) {
		this.properties = properties;
		this.clients = clients;
		this.counts = counts;
	}

	/**
	 * Returns everything.
	 * @return what becomes the JSON of the endpoint
	 */
	@ReadOperation
	public Status status() {
		Map<String, Client> described = new LinkedHashMap<>();
		this.clients.get().forEach((name, client) -> described.put(name, Client.of(client)));
		return new Status(this.properties.get(), described,
				new Calls(this.counts.since().toString(), this.counts.byOutcome()),
				RecentProblems.list().stream().map(Problem::of).toList());
	}

	/**
	 * The whole.
	 *
	 * @param properties the properties by name
	 * @param clients the clients by the name of their bean
	 * @param calls what became of calls
	 * @param problems what was warned of, the latest first
	 */
	public record Status(Map<String, EffectiveProperty> properties, Map<String, Client> clients, Calls calls,
			List<Problem> problems) {

	}

	/**
	 * A client.
	 *
	 * @param covered whether its calls carry the context
	 * @param coverage the same as a word, or why not
	 * @param description the same as a clause
	 * @param library the artifact that it is of, if it was created
	 * @param endpoint where it points, if it tells
	 * @param apiVersion the version of the API that it asks for, if it asks for one
	 */
	public record Client(boolean covered, String coverage, String description, @Nullable String library,
			@Nullable String endpoint, @Nullable String apiVersion) {

		private static Client of(ClientDescription client) {
			ClientCoverage coverage = client.coverage();
			return new Client(coverage == ClientCoverage.COVERED, Labels.of(coverage), coverage.getDescription(),
					client.library(), client.endpoint(), client.apiVersion());
		}

	}

	/**
	 * What became of calls.
	 *
	 * @param since since when they are counted, in ISO 8601
	 * @param outcomes how many there were, by outcome and reason
	 */
	public record Calls(String since, Map<String, Map<String, Long>> outcomes) {

	}

	/**
	 * What was warned of.
	 *
	 * @param message what was logged
	 * @param first when it occurred first, in ISO 8601
	 * @param last when it occurred last, in ISO 8601
	 * @param count how often it occurred
	 */
	public record Problem(String message, String first, String last, long count) {

		private static Problem of(RecentProblems.Problem problem) {
			return new Problem(problem.message(), show(problem.first()), show(problem.last()), problem.count());
		}

		private static String show(Instant time) {
			return time.truncatedTo(ChronoUnit.MILLIS).toString();
		}

	}

}
