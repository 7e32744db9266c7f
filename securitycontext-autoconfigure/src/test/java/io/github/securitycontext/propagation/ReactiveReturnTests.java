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

package io.github.securitycontext.propagation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.propagation.AiClients.Ai;
import io.github.securitycontext.test.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reactive chains in Spring MVC: it hands contexts to those that a controller returns,
 * and to no others.
 */
@ParameterizedClass
@MethodSource("io.github.securitycontext.propagation.RequestThreads#available")
class ReactiveReturnTests {

	private static TwoUsersServer server;

	@Parameter
	RequestThreads threads;

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads) {
		server = TwoUsersServer.start(threads, List.of(Controller.class));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@AfterEach
	void clear() {
		server.endpoint().clear();
	}

	@ParameterizedTest
	@CsvSource({ "azure,none", "azure,publishOn", "azure,subscribeOn", "azure,delay", "stream,none", "stream,publishOn",
			"stream,subscribeOn", "stream,delay", "web-client,none", "web-client,publishOn", "web-client,subscribeOn",
			"web-client,delay" })
	void aMonoThatIsReturnedHasTheUserOnWhateverThread(String client, String hop) {
		get("/mono/" + client + "/" + hop + "/prompt");
		assertThat(server.contextsOf("prompt")).containsExactly(ALICE, BOB);
	}

	@ParameterizedTest
	@CsvSource({ "azure,text", "azure,events", "stream,text", "stream,events", "web-client,text", "web-client,events" })
	void eachCallOfAFluxThatIsReturnedHasTheUser(String client, String type) {
		get("/flux-" + type + "/" + client + "/prompt");
		assertThat(server.contextsOf("prompt")).containsExactly(ALICE, ALICE, BOB, BOB);
	}

	@Test
	void requestsThatShareTheThreadsOfASchedulerAreNeverMixed() {
		CompletableFuture<?>[] responses = IntStream.range(0, 60)
			.mapToObj((i) -> server.start("/mono/" + client(i) + "/delay/prompt-" + i, user(i)))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(responses).join();
		for (int i = 0; i < responses.length; i++) {
			assertThat(server.contextsOf("prompt-" + i)).containsExactly("alice".equals(user(i)) ? ALICE : BOB);
		}
	}

	private static String user(int i) {
		return (i % 3 == 0) ? "alice" : "bob";
	}

	private static String client(int i) {
		return List.of("azure", "web-client").get(i % 2);
	}

	@Test
	void aClientThatBlocksDoesNotSeeTheUserOnAnotherThread() {
		get("/blocking");
		assertThat(server.contextsOf("blocking")).containsExactly(APPLICATION, APPLICATION);
		assertThat(server.contextsOf("blocking openai-java")).containsExactly(APPLICATION, APPLICATION);
	}

	@Test
	void aClientThatBlocksHasTheUserOfACapturedSnapshot() {
		get("/blocking-captured");
		assertThat(server.contextsOf("captured")).containsExactly(ALICE, BOB);
		assertThat(server.contextsOf("captured openai-java")).containsExactly(ALICE, BOB);
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "web-client" })
	void aChainThatTheControllerSubscribesToHasTheUserUntilItChangesTheThread(String client) {
		get("/subscribed/" + client + "/none");
		assertThat(server.contextsOf("subscribed")).containsExactly(ALICE, BOB);
		server.endpoint().clear();
		get("/subscribed/" + client + "/publishOn");
		assertThat(server.contextsOf("subscribed")).containsExactly(APPLICATION, APPLICATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "web-client" })
	void aChainThatCapturesHasTheUserOnWhateverThread(String client) {
		get("/capturing/" + client + "/publishOn");
		assertThat(server.contextsOf("capturing")).containsExactly(ALICE, BOB);
	}

	@ParameterizedTest
	@CsvSource({ "azure,mono-retried", "web-client,mono-retried", "azure,capturing-retried",
			"web-client,capturing-retried" })
	void aRetryOfAChainWithTheContextHasTheUser(String client, String path) {
		retry("/" + path + "/" + client);
		assertThat(server.contextsOf("retried")).containsExactly(ALICE, ALICE, BOB, BOB);
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "web-client" })
	void aRetryOnAnotherThreadOfAChainWithoutTheContextIsOfNobody(String client) {
		retry("/subscribed-retried/" + client);
		assertThat(server.contextsOf("retried")).containsExactly(ALICE, APPLICATION, BOB, APPLICATION);
	}

	private static void get(String path) {
		server.get(path, "alice");
		server.get(path, "bob");
	}

	private static void retry(String path) {
		server.endpoint().answerNextWith(Answer.status(400));
		server.get(path, "alice");
		server.endpoint().answerNextWith(Answer.status(400));
		server.get(path, "bob");
	}

	@RestController
	static class Controller {

		private static final Retry RETRY = Retry.backoff(1, Duration.ofMillis(1));

		private final Ai ai;

		Controller(Ai ai) {
			this.ai = ai;
		}

		@GetMapping("/mono/{client}/{hop}/{prompt}")
		Mono<String> mono(@PathVariable String client, @PathVariable String hop, @PathVariable String prompt) {
			Mono<String> call = Mono.defer(() -> call(client, prompt));
			return switch (hop) {
				case "publishOn" -> Mono.just(prompt).publishOn(Schedulers.parallel()).then(call);
				case "subscribeOn" -> call.subscribeOn(Schedulers.boundedElastic());
				case "delay" -> Mono.delay(Duration.ofMillis(1)).then(call);
				default -> call;
			};
		}

		@GetMapping(path = "/flux-text/{client}/{prompt}", produces = MediaType.TEXT_PLAIN_VALUE)
		Flux<String> text(@PathVariable String client, @PathVariable String prompt) {
			return Flux.just(1, 2).delayElements(Duration.ofMillis(1)).concatMap((i) -> call(client, prompt));
		}

		@GetMapping(path = "/flux-events/{client}/{prompt}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> events(@PathVariable String client, @PathVariable String prompt) {
			return text(client, prompt);
		}

		@GetMapping("/blocking")
		Mono<String> blocking() {
			return Mono.fromCallable(() -> this.ai.ask("blocking") + this.ai.askOpenAi("blocking openai-java"))
				.subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/blocking-captured")
		Mono<String> blockingCaptured() {
			return ReactiveUserSecurityContextHolder.capture()
				.flatMap((snapshot) -> Mono
					.fromCallable(
							snapshot.wrap(() -> this.ai.ask("captured") + this.ai.askOpenAi("captured openai-java")))
					.subscribeOn(Schedulers.boundedElastic()));
		}

		@GetMapping("/subscribed/{client}/{hop}")
		String subscribed(@PathVariable String client, @PathVariable String hop) {
			return mono(client, hop, "subscribed").toFuture().join();
		}

		@GetMapping("/capturing/{client}/{hop}")
		String capturing(@PathVariable String client, @PathVariable String hop) {
			return mono(client, hop, "capturing").contextCapture().toFuture().join();
		}

		@GetMapping("/mono-retried/{client}")
		Mono<String> monoRetried(@PathVariable String client) {
			return Mono.defer(() -> call(client, "retried")).retryWhen(RETRY);
		}

		@GetMapping("/subscribed-retried/{client}")
		String subscribedRetried(@PathVariable String client) {
			return monoRetried(client).toFuture().join();
		}

		@GetMapping("/capturing-retried/{client}")
		String capturingRetried(@PathVariable String client) {
			return monoRetried(client).contextCapture().toFuture().join();
		}

		private Mono<String> call(String client, String prompt) {
			return switch (client) {
				case "azure" -> this.ai.askAsync(prompt);
				case "stream" -> this.ai.stream(prompt).last();
				default -> this.ai.post(prompt);
			};
		}

	}

}
