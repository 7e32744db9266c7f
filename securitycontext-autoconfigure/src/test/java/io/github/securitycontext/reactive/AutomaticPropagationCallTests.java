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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom the calls of each library are of in a reactive application, where Reactor's
 * contexts are propagated to threads.
 */
class AutomaticPropagationCallTests {

	@AutoClose
	private static final CallingServer server = new CallingServer("spring.reactor.context-propagation=auto");

	@AfterAll
	static void disable() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@MethodSource
	void everyCallThatDoesNotBlockCarriesTheUserWhateverTheThread(String way, String name) {
		assertThat(server.calls("/reactive/" + way, name)).containsExactly(CallingServer.ALICE);
	}

	static Stream<Arguments> everyCallThatDoesNotBlockCarriesTheUserWhateverTheThread() {
		return CallingServer.WAYS.keySet()
			.stream()
			.flatMap((way) -> Stream.concat(NonBlockingCalls.REACTIVE.stream(), NonBlockingCalls.OF_THREADS.stream())
				.map((name) -> Arguments.of(way, name)));
	}

	@Test
	void theCallsAroundAToolCarryTheUser() {
		assertThat(server.calls("/reactive/plain", NonBlockingCalls.WITH_TOOL)).containsExactly(CallingServer.ALICE,
				CallingServer.ALICE);
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void everyBlockingCallOnAnotherThreadCarriesTheUser(String name) {
		assertThat(server.calls("/elastic", name)).containsExactly(CallingServer.ALICE);
		assertThat(server.calls("/captured", name)).containsExactly(CallingServer.ALICE);
	}

	static List<String> blocking() {
		return server.blocking();
	}

}
