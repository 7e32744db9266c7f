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

package io.github.securitycontext.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The body" of protocol calls: what lies in memory carries the context, and what does
 * not is read by nobody but the library.
 */
class AzureOpenAiUnreadBodyTests {

	private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":\"hé €\"}]}";

	private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static @Nullable OpenAIClient sync;

	private static @Nullable OpenAIAsyncClient async;

	@BeforeAll
	static void start() {
		TestCalls.runner()
			.withBean("sync", OpenAIClient.class, () -> TestCalls.builder(endpoint).buildClient())
			.withBean("async", OpenAIAsyncClient.class, () -> TestCalls.builder(endpoint).buildAsyncClient())
			.run((context) -> {
				sync = context.getBean(OpenAIClient.class);
				async = context.getBean(OpenAIAsyncClient.class);
			});
	}

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	@ParameterizedTest
	@MethodSource
	void aBodyInMemoryCarriesTheContext(BinaryData body) {
		sync(body);
		async(body);
		sync(body);
		assertThat(endpoint.received()).hasSize(3)
			.extracting(ReceivedCall::text)
			.containsOnly("{\"user_security_context\":{\"application_name\":\"demo\"}," + BODY.substring(1));
	}

	static Stream<Named<BinaryData>> aBodyInMemoryCarriesTheContext() {
		Map<String, String> message = new LinkedHashMap<>();
		message.put("role", "user");
		message.put("content", "hé €");
		ByteBuffer inTheMiddle = ByteBuffer.wrap(("xx" + BODY + "xx").getBytes(StandardCharsets.UTF_8))
			.position(2)
			.limit(BYTES.length + 2);
		ByteBuffer direct = ByteBuffer.allocateDirect(BYTES.length).put(BYTES).flip();
		return Stream.of(Named.of("string", BinaryData.fromString(BODY)),
				Named.of("bytes", BinaryData.fromBytes(BYTES)),
				Named.of("object", BinaryData.fromObject(Map.of("messages", List.of(message)))),
				Named.of("buffer", BinaryData.fromByteBuffer(ByteBuffer.wrap(BYTES))),
				Named.of("buffer with more around", BinaryData.fromByteBuffer(inTheMiddle)),
				Named.of("direct buffer", BinaryData.fromByteBuffer(direct)),
				Named.of("buffers", BinaryData.fromListByteBuffer(
						List.of(ByteBuffer.wrap(BYTES, 0, 20), ByteBuffer.wrap(BYTES, 20, BYTES.length - 20)))));
	}

	@Test
	void aStreamIsReadOnceByTheLibrary() {
		CountingStream stream = new CountingStream();
		sync(BinaryData.fromStream(stream, (long) BYTES.length));
		assertSentAsItIs();
		assertThat(stream.bytes).hasValue(BYTES.length);
	}

	@Test
	void aStreamIsReadOnceByTheLibraryAsynchronously() {
		CountingStream stream = new CountingStream();
		async(BinaryData.fromStream(stream, (long) BYTES.length));
		assertSentAsItIs();
		assertThat(stream.bytes).hasValue(BYTES.length);
	}

	@Test
	void aStreamThatCouldBeReadAgainIsNotEither() {
		sync(BinaryData.fromStream(new ByteArrayInputStream(BYTES), (long) BYTES.length).toReplayableBinaryData());
		assertSentAsItIs();
	}

	@Test
	void aFileIsNotReadInto(@TempDir Path directory) throws IOException {
		Path file = Files.write(directory.resolve("body.json"), BYTES);
		sync(BinaryData.fromFile(file));
		assertSentAsItIs();
		endpoint.clear();
		async(BinaryData.fromFile(file));
		assertSentAsItIs();
	}

	@Test
	void aFluxIsSubscribedOnceByTheLibrary() {
		AtomicInteger subscriptions = new AtomicInteger();
		Flux<ByteBuffer> flux = Flux.defer(() -> {
			subscriptions.incrementAndGet();
			return Flux.just(ByteBuffer.wrap(BYTES));
		});
		BinaryData body = BinaryData.fromFlux(flux, (long) BYTES.length, false).block();
		async(Objects.requireNonNull(body));
		assertSentAsItIs();
		assertThat(subscriptions).hasValue(1);
	}

	private static void assertSentAsItIs() {
		assertThat(endpoint.received()).hasSize(1);
		assertThat(endpoint.last().body()).isEqualTo(BYTES);
	}

	private static void sync(BinaryData body) {
		Objects.requireNonNull(sync).getChatCompletionsWithResponse("gpt", body, new RequestOptions());
	}

	private static void async(BinaryData body) {
		Objects.requireNonNull(async).getChatCompletionsWithResponse("gpt", body, new RequestOptions()).block();
	}

	private static final class CountingStream extends InputStream {

		private final InputStream bytesToRead = new ByteArrayInputStream(BYTES);

		private final AtomicInteger bytes = new AtomicInteger();

		@Override
		public int read() throws IOException {
			int b = this.bytesToRead.read();
			if (b >= 0) {
				this.bytes.incrementAndGet();
			}
			return b;
		}

	}

}
