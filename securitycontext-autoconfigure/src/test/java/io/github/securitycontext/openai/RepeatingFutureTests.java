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

package io.github.securitycontext.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import com.openai.models.chat.completions.ChatCompletion;
import io.github.securitycontext.attach.CallOutcome;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The future of a call whose model may refuse the context.
 */
class RepeatingFutureTests {

	private final CompletableFuture<ChatCompletion> first = new CompletableFuture<>();

	private final CompletableFuture<ChatCompletion> second = new CompletableFuture<>();

	private final StubService service = new StubService().answer(() -> this.first).answer(() -> this.second);

	private final CompletableFuture<ChatCompletion> result = this.service.carrying().create(OpenAiCalls.CHAT);

	@Test
	void theArgumentsOfTheRepeatAreThoseOfTheCaller() {
		ChatCompletion completion = Mockito.mock();
		this.first.completeExceptionally(new CompletionException(StubService.refusal()));
		assertThat(this.result).isNotDone();
		this.second.complete(completion);
		assertThat(this.result).isCompletedWithValue(completion);
		assertThat(this.service.calls).hasSize(2).last().isSameAs(OpenAiCalls.CHAT);
		assertThat(this.service.calls).first().isNotEqualTo(OpenAiCalls.CHAT);
	}

	@Test
	void whoCancelsItBeforeTheAnswerCancelsTheCallAndNothingIsRepeated() {
		assertThat(this.result.cancel(true)).isTrue();
		assertThat(this.first).isCancelled();
		assertThat(this.result).isCancelled();
		assertThat(this.service.calls).hasSize(1);
		assertThat(this.service.outcomes()).containsExactly(CallOutcome.WITHOUT_USER);
	}

	@Test
	void whoCancelsItLaterCancelsTheRepeat() {
		this.first.completeExceptionally(StubService.refusal());
		assertThat(this.result.cancel(true)).isTrue();
		assertThat(this.second).isCancelled();
		assertThat(this.service.outcomes()).containsExactly(CallOutcome.WITHOUT_USER, CallOutcome.RETRIED_WITHOUT);
		this.service.answer(() -> this.second);
		this.service.carrying().create(OpenAiCalls.CHAT);
		assertThat(this.service.calls).last().isNotEqualTo(OpenAiCalls.CHAT);
	}

	@Test
	void whoCancelsItWhileTheRepeatIsMadeCancelsTheRepeat() {
		StubService service = new StubService().answer(() -> this.first);
		CompletableFuture<ChatCompletion> result = service.carrying().create(OpenAiCalls.CHAT);
		service.answer(() -> {
			result.cancel(true);
			return this.second;
		});
		this.first.completeExceptionally(StubService.refusal());
		assertThat(this.second).isCancelled();
	}

	@Test
	void aCallThatIsCancelledBehindUsIsCancelled() {
		this.first.cancel(true);
		assertThat(this.result).isCancelled();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(this.result::join);
	}

	@Test
	void nothingIsRepeatedForWhoDoesNotWaitAnyMore() {
		ChatCompletion own = Mockito.mock();
		this.result.complete(own);
		this.first.completeExceptionally(StubService.refusal());
		assertThat(this.service.calls).hasSize(1);
		assertThat(this.result).isCompletedWithValue(own);
	}

	@Test
	void anotherFailureIsTheVerySameForEverybody() {
		for (Throwable failure : List.of(new IllegalStateException(), new CompletionException(new Exception()),
				new StackOverflowError())) {
			CompletableFuture<ChatCompletion> failing = new CompletableFuture<>();
			CompletableFuture<ChatCompletion> result = new StubService().answer(() -> failing)
				.carrying()
				.create(OpenAiCalls.CHAT);
			List<Throwable> seen = new ArrayList<>();
			result.whenComplete((value, error) -> seen.add(error));
			failing.completeExceptionally(failure);
			assertThat(seen).hasSize(1).first().isSameAs(failure);
			Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(cause));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(result::join)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(cause));
		}
	}

	@Test
	void whatARepeatThrowsTheFutureFailsWith() {
		IllegalStateException failure = new IllegalStateException();
		StubService service = new StubService().answer(() -> this.first).answer(() -> {
			throw failure;
		});
		CompletableFuture<ChatCompletion> result = service.carrying().create(OpenAiCalls.CHAT);
		this.first.completeExceptionally(StubService.refusal());
		assertThat(result).isCompletedExceptionally();
		assertThat(result.handle((value, error) -> error).join()).isSameAs(failure);
		assertThat(service.outcomes()).containsExactly(CallOutcome.WITHOUT_USER, CallOutcome.RETRIED_WITHOUT);
	}

	@Test
	void whatIsMadeOfItIsAnOrdinaryFuture() {
		assertThat(this.result.thenApply((completion) -> completion)).isExactlyInstanceOf(CompletableFuture.class);
	}

}
