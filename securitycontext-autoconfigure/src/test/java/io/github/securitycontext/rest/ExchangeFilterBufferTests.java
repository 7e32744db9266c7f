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

package io.github.securitycontext.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.MissingAction;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.attach.RequiredFields;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.ALICE_MEMBER;
import static io.github.securitycontext.support.Received.CHAT_PATH;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Whether every pooled buffer goes back to its pool.
 */
class ExchangeFilterBufferTests {

	private static final String BODY = "{\"messages\":[]}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	/** Without caches, in which released buffers would look like used ones. */
	private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true, 1, 1, 8192, 4, 0, 0, false);

	private final ConnectionProvider connections = ConnectionProvider.create("test", 50);

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(this.allocator);

	private final WebClient client = client(new ClientSettings(null, true, "demo"));

	private WebClient client(ClientSettings settings) {
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(
					HttpClient.create(this.connections).option(ChannelOption.ALLOCATOR, this.allocator)))
			.filter(new UserSecurityContextExchangeFilterFunction(new UserSecurityContextAttacher(List::of), settings)
				.withAzureHosts("127.0.0.1"))
			.defaultHeader("Content-Type", MediaType.APPLICATION_JSON_VALUE)
			.build();
	}

	@BeforeEach
	void reset() {
		endpoint.reset();
	}

	@AfterEach
	void everyBufferIsReleased() {
		this.connections.disposeLater().block();
		await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(countActive()).isZero());
	}

	@Test
	void ofABodyThatIsReplaced() {
		for (int i = 0; i < 20; i++) {
			post((request) -> request.bodyValue(Map.of("messages", List.of())));
			assertThat(endpoint.last().text()).isEqualTo("{" + ALICE_MEMBER + ",\"messages\":[]}");
		}
		assertThat(this.allocator.metric().directArenas()).extracting(PoolArenaMetric::numAllocations)
			.allMatch((allocations) -> allocations > 20);
	}

	@Test
	void ofABodyThatStaysAsItIs() {
		for (int i = 0; i < 20; i++) {
			post((request) -> request.bodyValue(List.of(1, 2, 3)));
			assertThat(endpoint.last().text()).isEqualTo("[1,2,3]");
		}
	}

	@Test
	void ofABodyThatStaysAsItIsAndIsNotSent() {
		ClientHttpConnector giveUp = (method, url, writer) -> writer.apply(new CancelledRequest(method, url))
			.then(Mono.error(new IOException("expected")));
		assertThat(catchThrowable(() -> as(ALICE,
				() -> this.client.mutate()
					.clientConnector(giveUp)
					.build()
					.post()
					.uri("http://127.0.0.1" + CHAT_PATH + "?api-version=2025-01-01-preview")
					.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(() -> buffer("[1,2,3]"))))
					.retrieve()
					.toBodilessEntity()
					.block())))
			.hasMessageContaining("expected");
		assertThat(this.allocator.metric().directArenas()).extracting(PoolArenaMetric::numAllocations)
			.allMatch((allocations) -> allocations == 1);
	}

	@Test
	void ofABodyThatIsAStream() {
		post((request) -> request.body(Flux.just("{\"messages\"", ":[]}"), String.class));
		assertThat(endpoint.last().text()).isEqualTo(BODY);
	}

	@Test
	void ofABodyInSeveralBuffers() {
		post((request) -> request.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(
				() -> this.buffers.join(Stream.of("{\"mess", "ages\"", ":[]}").map(this::buffer).toList())))));
		assertThat(endpoint.last().text()).isEqualTo("{" + ALICE_MEMBER + ",\"messages\":[]}");
	}

	@Test
	void ofABodyOfWhichAPartWasRead() {
		post((request) -> request.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(() -> {
			DataBuffer buffer = buffer("read" + BODY);
			buffer.readPosition(4);
			return buffer;
		}))));
		assertThat(endpoint.last().text()).isEqualTo("{" + ALICE_MEMBER + ",\"messages\":[]}");
	}

	@Test
	void ofABodyThatIsSentAgain() {
		endpoint.answerNextWith(Answer.status(500));
		as(ALICE,
				() -> request().bodyValue(Map.of("messages", List.of()))
					.retrieve()
					.toBodilessEntity()
					.retry(1)
					.block());
		assertThat(endpoint.received()).hasSize(2);
	}

	@Test
	void ofACallThatIsRejected() {
		WebClient strict = client(new ClientSettings(null, true, "demo",
				new RequiredFields(Set.of(UserSecurityContextField.END_USER_ID), MissingAction.REJECT)));
		for (int i = 0; i < 20; i++) {
			assertThat(catchThrowable(() -> strict.post()
				.uri(endpoint.url() + CHAT_PATH + "?api-version=2025-01-01-preview")
				.bodyValue(Map.of("messages", List.of()))
				.retrieve()
				.toBodilessEntity()
				.block())).isInstanceOf(MissingUserSecurityContextException.class);
		}
		assertThat(endpoint.received()).isEmpty();
	}

	@Test
	void ofACallThatIsRefusedAndRepeated() {
		for (int i = 0; i < 20; i++) {
			endpoint.answerNextWith(Answer.unrecognizedArgument("user_security_context"),
					Answer.unrecognizedArgument("user_security_context"));
			assertThat(catchThrowable(() -> post((request) -> request.bodyValue(Map.of("messages", List.of())))))
				.isInstanceOf(WebClientResponseException.BadRequest.class);
		}
		assertThat(endpoint.received()).hasSize(40);
	}

	@Test
	void ofAnAnswerThatIsNoRefusal() {
		endpoint.answerWith((call) -> Answer.status(400).body("text/plain", "x".repeat(100_000)));
		for (int i = 0; i < 20; i++) {
			assertThat(catchThrowable(() -> post((request) -> request.bodyValue(Map.of("messages", List.of())))))
				.isInstanceOfSatisfying(WebClientResponseException.BadRequest.class,
						(failure) -> assertThat(failure.getResponseBodyAsByteArray()).hasSize(100_000));
		}
	}

	@Test
	void ofACallThatCannotConnect() {
		assertThat(catchThrowable(() -> as(ALICE,
				() -> this.client.post()
					.uri("http://127.0.0.1:1" + CHAT_PATH + "?api-version=2025-01-01")
					.bodyValue(BODY)
					.retrieve()
					.toBodilessEntity()
					.block())))
			.isNotNull();
	}

	@Test
	void ofACallThatIsCancelled() {
		for (int i = 0; i < 20; i++) {
			// as Spring's encoders do
			Mono<DataBuffer> body = Mono.fromSupplier(() -> buffer(BODY))
				.delaySubscription(Duration.ofMillis(i))
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
			as(ALICE,
					() -> request().body(BodyInserters.fromDataBuffers(body)).retrieve().toBodilessEntity().subscribe())
				.dispose();
			as(ALICE,
					() -> request().body(BodyInserters.fromDataBuffers(body))
						.retrieve()
						.toBodilessEntity()
						.timeout(Duration.ofMillis(10), Mono.empty())
						.block());
		}
	}

	private void post(Function<WebClient.RequestBodySpec, WebClient.RequestHeadersSpec<?>> body) {
		as(ALICE, () -> body.apply(request()).retrieve().toBodilessEntity().block());
	}

	private WebClient.RequestBodySpec request() {
		return this.client.post().uri(endpoint.url() + CHAT_PATH + "?api-version=2025-01-01-preview");
	}

	private DataBuffer buffer(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return this.buffers.allocateBuffer(bytes.length).write(bytes);
	}

	private long countActive() {
		return Stream
			.concat(this.allocator.metric().directArenas().stream(), this.allocator.metric().heapArenas().stream())
			.mapToLong(PoolArenaMetric::numActiveAllocations)
			.sum();
	}

	private static final class CancelledRequest extends MockClientHttpRequest {

		private CancelledRequest(HttpMethod method, URI url) {
			super(method, url);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return Mono.fromRunnable(() -> body.subscribe(new BaseSubscriber<DataBuffer>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					subscription.cancel();
				}

			}));
		}

	}

}
