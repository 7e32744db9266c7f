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

import io.github.securitycontext.support.Users;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom the calls of each library are of in a reactive application, where nothing
 * propagates Reactor's contexts to threads.
 */
class ReactiveCallTests {

	private static final List<String> OF_THREADS = NonBlockingCalls.OF_THREADS;

	@AutoClose
	private static final CallingServer server = new CallingServer();

	@ParameterizedTest
	@MethodSource
	void aClientThatSeesTheSubscriberPutsTheUserOnTheWireWhateverTheThread(String way, String name) {
		assertThat(server.calls("/reactive/" + way, name)).containsExactly(CallingServer.ALICE);
	}

	static Stream<Arguments> aClientThatSeesTheSubscriberPutsTheUserOnTheWireWhateverTheThread() {
		return CallingServer.WAYS.keySet()
			.stream()
			.flatMap((way) -> NonBlockingCalls.REACTIVE.stream().map((name) -> Arguments.of(way, name)));
	}

	@ParameterizedTest
	@FieldSource("OF_THREADS")
	void aClientThatSeesTheThreadOnlyCarriesTheApplication(String name) {
		assertThat(server.calls("/reactive/plain", name)).containsExactly(Users.APPLICATION_JSON);
	}

	@Test
	void theCallsAroundAToolCarryTheApplication() {
		assertThat(server.calls("/reactive/plain", NonBlockingCalls.WITH_TOOL)).containsExactly(Users.APPLICATION_JSON,
				Users.APPLICATION_JSON);
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void aBlockingCallOnAnotherThreadOnlyCarriesTheApplication(String name) {
		assertThat(server.calls("/elastic", name)).containsExactly(Users.APPLICATION_JSON);
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void aBlockingCallInACapturedContextCarriesTheUser(String name) {
		assertThat(server.calls("/captured", name)).containsExactly(CallingServer.ALICE);
	}

	static List<String> blocking() {
		return server.blocking();
	}

}
