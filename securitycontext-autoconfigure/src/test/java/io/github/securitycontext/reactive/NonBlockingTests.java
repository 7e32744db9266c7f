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

import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Nothing that the starter does blocks a thread of a reactive application. BlockHound
 * stays for as long as the JVM, which is one of its own.
 */
@Tag("blockhound")
@ParameterizedClass
@ValueSource(strings = { "limited", "auto" })
class NonBlockingTests {

	private static CallingServer server;

	@Parameter
	private String propagation;

	@BeforeAll
	static void watch() {
		BlockHound.install();
	}

	// one after the other: Reactor propagates contexts in the whole JVM, or not at all
	@BeforeParameterizedClassInvocation
	static void start(String propagation) {
		server = new CallingServer("spring.reactor.context-propagation=" + propagation);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void whatBlocksIsNoticed() {
		Mono<Void> blocking = Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1))
			.subscribeOn(Schedulers.parallel());
		assertThatException().isThrownBy(blocking::block).withRootCauseInstanceOf(BlockingOperationError.class);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void aCallIsOfTheUserAndBlocksNothing(String way, String name) {
		assertThat(server.calls("/reactive/" + way, name)).as(this.propagation).containsExactly(CallingServer.ALICE);
	}

	static Stream<Arguments> calls() {
		return CallingServer.WAYS.keySet()
			.stream()
			.flatMap((way) -> NonBlockingCalls.REACTIVE.stream().map((name) -> Arguments.of(way, name)));
	}

}
