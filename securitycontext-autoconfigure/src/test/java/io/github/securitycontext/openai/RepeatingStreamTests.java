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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.openai.client.OpenAIClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The stream of an asynchronous call whose model may refuse the context.
 */
class RepeatingStreamTests {

	@AutoClose
	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final OpenAIClient plain = OpenAiCalls.projectClient(this.endpoint);

	private final StreamRecorder<ChatCompletionChunk> recorder = new StreamRecorder<>();

	private final StubStream<ChatCompletionChunk> first = new StubStream<>();

	private final StubStream<ChatCompletionChunk> second = new StubStream<>();

	private final StubService service = new StubService().answer(() -> this.first).answer(() -> this.second);

	@BeforeEach
	void refuse() {
		this.endpoint.refuseUserSecurityContext();
	}

	@Test
	void aSubscriberIsToldOfTheRepeatOnTheExecutorOfTheLibrary() {
		stream().subscribe(this.recorder).onCompleteFuture().join();
		assertThat(this.recorder.events()).isNotEmpty();
		assertThat(this.recorder.completions()).isEqualTo(1);
		assertThat(this.recorder.thread()).extracting(Thread::getName)
			.asString()
			.startsWith("openai-stream-handler-thread");
		assertThat(this.endpoint.received()).hasSize(2);
	}

	@Test
	void aSubscriberIsToldOfTheRepeatOnItsOwnExecutor() {
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> new Thread(task, "own"));
		try {
			stream().subscribe(this.recorder, executor).onCompleteFuture().join();
			assertThat(this.recorder.events()).isNotEmpty();
			assertThat(this.recorder.thread()).extracting(Thread::getName).isEqualTo("own");
		}
		finally {
			executor.shutdown();
		}
	}

	@Test
	void anExecutorThatRunsEverythingAtOnceWillDo() {
		stream().subscribe(this.recorder, Runnable::run).onCompleteFuture().join();
		assertThat(this.recorder.events()).isNotEmpty();
	}

	@Test
	void aRefusedStreamIsRepeatedBeforeAnybodySubscribes() {
		AsyncStreamResponse<ChatCompletionChunk> stream = stream();
		this.endpoint.await(2);
		assertThat(stream.onCompleteFuture()).isNotDone();
		stream.subscribe(this.recorder).onCompleteFuture().join();
		assertThat(this.recorder.events()).isNotEmpty();
	}

	@Test
	void anotherFailureIsSeenWithoutASubscriber() {
		this.endpoint.answerWith((call) -> Answer.status(400));
		assertThat(stream().onCompleteFuture().handle((nothing, failure) -> failure).join())
			.hasMessageContaining("400");
		assertThat(this.endpoint.received()).hasSize(1);
	}

	@Test
	void itIsSubscribedToOnceAndNotAfterItIsClosedAsEver() {
		for (Consumer<AsyncStreamResponse<ChatCompletionChunk>> use : List
			.<Consumer<AsyncStreamResponse<ChatCompletionChunk>>>of(
					(stream) -> stream.subscribe(this.recorder).subscribe(this.recorder), (stream) -> {
						stream.close();
						stream.close();
						stream.subscribe(this.recorder);
					})) {
			Throwable expected = catchThrowable(
					() -> use.accept(this.plain.async().chat().completions().createStreaming(OpenAiCalls.CHAT)));
			assertThat(catchThrowable(() -> use.accept(stream()))).isInstanceOf(IllegalStateException.class)
				.hasSameClassAs(expected)
				.hasMessage(expected.getMessage());
		}
	}

	@Test
	void itIsNotSubscribedToAgainAfterTheRepeat() {
		AsyncStreamResponse<ChatCompletionChunk> stream = stream().subscribe(this.recorder);
		stream.onCompleteFuture().join();
		assertThatIllegalStateException().isThrownBy(() -> stream.subscribe(this.recorder));
	}

	@Test
	void aHandlerThatFailsEndsTheStreamAsEver() {
		IllegalStateException failure = new IllegalStateException();
		StreamRecorder<ChatCompletionChunk> recorder = this.recorder;
		AsyncStreamResponse<ChatCompletionChunk> stream = stream();
		stream.subscribe(new AsyncStreamResponse.Handler<>() {

			@Override
			public void onNext(ChatCompletionChunk value) {
				throw failure;
			}

			@Override
			public void onComplete(Optional<Throwable> error) {
				recorder.onComplete(error);
			}

		});
		assertThat(stream.onCompleteFuture().handle((nothing, error) -> error).join()).isSameAs(failure);
		assertThat(recorder.failure()).isSameAs(failure);
	}

	@Test
	void whoClosesItBeforeTheAnswerClosesTheStreamAndNothingIsRepeated() {
		AsyncStreamResponse<ChatCompletionChunk> stream = stubbed();
		stream.close();
		assertThat(this.first.closed).isEqualTo(1);
		assertThat(stream.onCompleteFuture()).isCompletedWithValue(null);
		this.first.fail(StubService.refusal());
		assertThat(this.service.calls).hasSize(1);
	}

	@Test
	void whoClosesItLaterClosesTheStreamOfTheRepeatOfWhichNothingIsRemembered() {
		AsyncStreamResponse<ChatCompletionChunk> stream = stubbed();
		this.first.fail(StubService.refusal());
		assertThat(this.second.isSubscribed()).isTrue();
		stream.close();
		assertThat(this.second.closed).isEqualTo(1);
		assertThat(stream.onCompleteFuture()).isCompletedWithValue(null);
		assertThat(this.service.outcomes()).containsExactly(CallOutcome.WITHOUT_USER, CallOutcome.RETRIED_WITHOUT);
		this.service.answer(StubStream::new).carrying().createStreaming(OpenAiCalls.CHAT);
		assertThat(this.service.calls).last().isNotEqualTo(OpenAiCalls.CHAT);
	}

	@Test
	void whoClosesItWhileTheRepeatIsMadeClosesTheStreamOfTheRepeat() {
		StubService service = new StubService().answer(() -> this.first);
		AsyncStreamResponse<ChatCompletionChunk> stream = service.carrying().createStreaming(OpenAiCalls.CHAT);
		service.answer(() -> {
			stream.close();
			return this.second;
		});
		this.first.fail(StubService.refusal());
		assertThat(this.second.closed).isEqualTo(1);
		assertThat(stream.onCompleteFuture()).isCompletedWithValue(null);
	}

	@Test
	void theFirstEventOfTheRepeatShowsThatTheModelAnswersWithoutTheContext() {
		stubbed();
		this.first.fail(StubService.refusal());
		this.service.answer(StubStream::new).carrying().createStreaming(OpenAiCalls.CHAT);
		assertThat(this.service.calls).last().isNotEqualTo(OpenAiCalls.CHAT);
		this.second.deliver(Mockito.mock());
		this.second.deliver(Mockito.mock());
		assertThat(this.recorder.events()).hasSize(2);
		this.service.answer(StubStream::new).carrying().createStreaming(OpenAiCalls.CHAT);
		assertThat(this.service.calls).last().isSameAs(OpenAiCalls.CHAT);
	}

	@Test
	void aStreamThatHasDeliveredSomethingIsNeverRepeated() {
		AsyncStreamResponse<ChatCompletionChunk> stream = stubbed();
		Throwable failure = StubService.refusal();
		this.first.deliver(Mockito.mock());
		this.first.fail(failure);
		assertThat(this.recorder.failure()).isSameAs(failure);
		assertThat(this.recorder.completions()).isEqualTo(1);
		assertThat(stream.onCompleteFuture().handle((nothing, error) -> error).join()).isSameAs(failure);
		assertThat(this.service.calls).hasSize(1);
	}

	@Test
	void whatARepeatThrowsTheStreamFailsWith() {
		IllegalStateException failure = new IllegalStateException();
		StubService service = new StubService().answer(() -> this.first).answer(() -> {
			throw failure;
		});
		AsyncStreamResponse<ChatCompletionChunk> stream = service.carrying()
			.createStreaming(OpenAiCalls.CHAT)
			.subscribe(this.recorder);
		this.first.fail(StubService.refusal());
		assertThat(this.recorder.failure()).isSameAs(failure);
		assertThat(stream.onCompleteFuture().handle((nothing, error) -> error).join()).isSameAs(failure);
	}

	/**
	 * The library closes a stream that nobody refers to, but refers to its future until
	 * then.
	 */
	@Test
	void nothingOfOursKeepsAStreamThatNobodyRefersTo() {
		CompletableFuture<Void> firstFuture = new CompletableFuture<>();
		CompletableFuture<Void> secondFuture = new CompletableFuture<>();
		StubService service = new StubService().answer(() -> new FutureStream(firstFuture))
			.answer(() -> new FutureStream(secondFuture));
		FutureStream.created.clear();
		service.carrying().createStreaming(OpenAiCalls.CHAT);
		assertThat(FutureStream.created).hasSize(1);
		awaitGarbageCollection();
		firstFuture.completeExceptionally(StubService.refusal());
		assertThat(FutureStream.created).hasSize(2);
		awaitGarbageCollection();
		assertThat(secondFuture).isNotDone();
	}

	private static void awaitGarbageCollection() {
		Awaitility.await().until(() -> {
			System.gc();
			return FutureStream.created.stream().allMatch((stream) -> stream.refersTo(null));
		});
	}

	private AsyncStreamResponse<ChatCompletionChunk> stubbed() {
		return this.service.carrying().createStreaming(OpenAiCalls.CHAT).subscribe(this.recorder);
	}

	/**
	 * A stream of a client whose model refuses the context.
	 */
	private AsyncStreamResponse<ChatCompletionChunk> stream() {
		return new RefusedClients(UnsupportedModelAction.RETRY_WITHOUT).attachTo(this.plain)
			.async()
			.chat()
			.completions()
			.createStreaming(OpenAiCalls.CHAT);
	}

	private static final class FutureStream implements AsyncStreamResponse<ChatCompletionChunk> {

		static final List<WeakReference<Object>> created = new ArrayList<>();

		private final CompletableFuture<Void> future;

		private FutureStream(CompletableFuture<Void> future) {
			this.future = future;
			created.add(new WeakReference<>(this));
		}

		@Override
		public AsyncStreamResponse<ChatCompletionChunk> subscribe(Handler<? super ChatCompletionChunk> handler) {
			return this;
		}

		@Override
		public AsyncStreamResponse<ChatCompletionChunk> subscribe(Handler<? super ChatCompletionChunk> handler,
				Executor executor) {
			return this;
		}

		@Override
		public CompletableFuture<Void> onCompleteFuture() {
			return this.future;
		}

		@Override
		public void close() {
		}

	}

}
