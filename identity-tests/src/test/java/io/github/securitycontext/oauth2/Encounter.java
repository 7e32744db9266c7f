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

package io.github.securitycontext.oauth2;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets calls of two users be under way at the same time: a model answers one only when it
 * has received one of the other.
 */
final class Encounter implements Function<ReceivedCall, Answer> {

	private static final int ROUNDS = 25;

	private final CyclicBarrier barrier = new CyclicBarrier(2);

	private Encounter() {
	}

	@Override
	public Answer apply(ReceivedCall call) {
		try {
			this.barrier.await(30, TimeUnit.SECONDS);
			return Answer.text("Hello");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Answer.status(404);
		}
		catch (BrokenBarrierException | TimeoutException ex) {
			// not one that a client would try again
			return Answer.status(404);
		}
	}

	/**
	 * Lets two users ask again and again.
	 * @param one what one asks, and asserts
	 * @param other what the other asks, and asserts
	 * @param endpoints the models
	 */
	static void repeat(Runnable one, Runnable other, AzureOpenAiEndpoint... endpoints) {
		Stream.of(endpoints).forEach((endpoint) -> endpoint.answerWith(new Encounter()));
		ExecutorService users = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < ROUNDS; i++) {
				List<? extends Future<?>> asked = Stream.of(one, other).map(users::submit).toList();
				// if one fails, the other waits in vain
				assertThat(asked).extracting(Encounter::findFailure).containsOnlyNulls();
			}
		}
		finally {
			users.shutdownNow();
			Stream.of(endpoints).forEach(AzureOpenAiEndpoint::reset);
		}
	}

	private static @Nullable Throwable findFailure(Future<?> answer) {
		try {
			answer.get(60, TimeUnit.SECONDS);
			return null;
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (TimeoutException ex) {
			return ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return ex;
		}
	}

}
