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

package io.github.securitycontext.soak;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Sends the requests of many users at random, as a proxy does: over a few connections
 * that they share.
 */
final class SoakDriver implements AutoCloseable {

	/** For each application, more than its pools have threads. */
	private static final int REQUESTS_AT_ONCE = 40;

	/** For each application. */
	private static final int CONNECTIONS = 24;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/** Those that wait for about a second. */
	private static final Set<String> SELDOM = Set.of("/timeout", "/deferred-timeout");

	/**
	 * What becomes of requests to these. A task may be in a call when it is cancelled.
	 */
	private static final Map<String, Set<Integer>> STATUS = Map.of("/exception", Set.of(500), "/timeout",
			Set.of(500, 503));

	private static final Set<Integer> OK = Set.of(200);

	private static final Set<String> EXPECTED = Set.of("answered", "aborted");

	private final LoopResources loop = LoopResources.create("driver", 1, true);

	private final ConnectionProvider connections = ConnectionProvider.builder("proxy")
		.maxConnections(CONNECTIONS)
		.pendingAcquireMaxCount(-1)
		.build();

	private final HttpClient proxy = HttpClient.create(this.connections).runOn(this.loop);

	private final HttpClient aborting = HttpClient.newConnection().runOn(this.loop);

	private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

	private final Random random;

	private int requests;

	SoakDriver(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Sends requests until an endpoint has seen a number of calls more.
	 */
	void run(List<SoakApplication> applications, JudgingEndpoint endpoint, long calls) {
		long end = endpoint.calls() + calls;
		Flux.<Mono<?>>generate((sink) -> {
			if (endpoint.calls() < end) {
				sink.next(next(applications.get(this.random.nextInt(applications.size()))));
			}
			else {
				sink.complete();
			}
		}).flatMap((request) -> request, REQUESTS_AT_ONCE * applications.size()).then().block();
	}

	/**
	 * How often what became of a request.
	 */
	Map<String, LongAdder> outcomes() {
		return this.outcomes;
	}

	/**
	 * How many requests were sent.
	 */
	long requests() {
		return this.requests;
	}

	/**
	 * How many requests ended in another way than they should.
	 */
	long unexpected() {
		return this.outcomes.entrySet()
			.stream()
			.filter((outcome) -> !EXPECTED.contains(outcome.getKey()))
			.mapToLong((outcome) -> outcome.getValue().sum())
			.sum();
	}

	private Mono<?> next(SoakApplication application) {
		this.requests++;
		if (oneOf(50)) {
			return work(application);
		}
		String path = pickPath(application);
		int number = this.random.nextInt(SoakUser.COUNT);
		SoakUser user = oneOf(20) ? SoakUser.anonymous(number) : SoakUser.signedIn(number);
		boolean aborted = oneOf(30);
		Prompt prompt = new Prompt(user, application.name() + path, this.requests, oneOf(30),
				aborted && application.isReactive());
		String uri = "http://127.0.0.1:" + application.port() + path + "?prompt="
				+ URLEncoder.encode(prompt.text(), StandardCharsets.UTF_8);
		return send(uri, user, aborted ? Duration.ofMillis(1 + this.random.nextInt(20)) : null)
			.map((status) -> STATUS.getOrDefault(path, OK).contains(status) ? "answered" : prompt.path() + " " + status)
			.onErrorResume((ex) -> Mono
				.just((aborted && ex instanceof TimeoutException) ? "aborted" : prompt.path() + " " + ex))
			.doOnNext((outcome) -> this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment());
	}

	private String pickPath(SoakApplication application) {
		String path = pick(application.paths());
		return (!SELDOM.contains(path) || oneOf(30)) ? path : pickPath(application);
	}

	private Mono<Integer> send(String uri, SoakUser user, Duration patience) {
		// what a client wrote itself stands on the left
		String forwarded = SoakUser.signedIn(this.random.nextInt(SoakUser.COUNT)).address() + ", " + user.address();
		return ((patience != null) ? this.aborting : this.proxy).headers((headers) -> {
			headers.set("X-Forwarded-For", forwarded);
			if (user.id() != null) {
				headers.set("Authorization", Credentials.header(user.id()));
			}
		})
			.get()
			.uri(uri)
			.response((response, content) -> content.then(Mono.just(response.status().code())))
			.single()
			.timeout((patience != null) ? patience : TIMEOUT);
	}

	/**
	 * Work that is nobody's, in the pools that serve users.
	 */
	private Mono<?> work(SoakApplication application) {
		Executor executor = pick(application.executors());
		Calls calls = application.calls();
		Consumer<String> call = pick(List.of(calls::azure, calls::openAi, calls::rest));
		String prompt = new Prompt(SoakUser.NOBODY, application.name() + " background", this.requests, false, false)
			.text();
		return Mono.fromRunnable(() -> executor.execute(() -> call.accept(prompt)));
	}

	private <T> T pick(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	private boolean oneOf(int times) {
		return this.random.nextInt(times) == 0;
	}

	@Override
	public void close() {
		this.connections.dispose();
		this.loop.dispose();
	}

}
