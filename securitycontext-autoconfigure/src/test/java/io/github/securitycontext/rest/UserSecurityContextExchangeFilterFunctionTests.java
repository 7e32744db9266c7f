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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static io.github.securitycontext.support.Users.ALICE;
import static io.github.securitycontext.support.Users.ALICE_JSON;
import static io.github.securitycontext.support.Users.ALICE_MEMBER;
import static io.github.securitycontext.support.Users.APPLICATION_JSON;
import static io.github.securitycontext.support.Received.CHAT_PATH;
import static io.github.securitycontext.support.Users.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is the filter's own; what arrives is tested for all clients at once.
 */
class UserSecurityContextExchangeFilterFunctionTests {

	private static final String CHAT = CHAT_PATH + "?api-version=2025-01-01-preview";

	private static final Map<String, Object> TYPED = Map.of("messages", List.of());

	private static final String BODY = "{\"messages\":[]}";

	private static final String CARRYING = "{" + ALICE_MEMBER + ",\"messages\":[]}";

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static final UserSecurityContextExchangeFilterFunction general = new UserSecurityContextExchangeFilterFunction(
			new UserSecurityContextAttacher(List::of), new ClientSettings(null, true, "demo"));

	private static final UserSecurityContextExchangeFilterFunction ours = general.withAzureHosts("127.0.0.1");

	@BeforeEach
	void clear() {
		endpoint.clear();
	}

	static Stream<ClientHttpConnector> connectors() {
		return Stream.of(new ReactorClientHttpConnector(), new JdkClientHttpConnector());
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBodyInOnePieceCarriesTheContext(ClientHttpConnector connector) {
		WebClient client = client(connector, ours);
		List<UnaryOperator<WebClient.RequestBodySpec>> bodies = List.of(
				(request) -> with(request.bodyValue(TYPED), request),
				(request) -> with(request.bodyValue(BODY), request),
				(request) -> with(request.bodyValue(BODY.getBytes(StandardCharsets.UTF_8)), request),
				(request) -> with(request.bodyValue(buffer(BODY)), request),
				(request) -> with(request.body(Mono.just(TYPED), Map.class), request),
				(request) -> with(request.body(Mono.just(BODY), String.class), request),
				(request) -> with(request.body(Mono.just(TYPED).delayElement(Duration.ofMillis(1)), Map.class),
						request),
				(request) -> with(request.body(CompletableFuture.supplyAsync(() -> TYPED), Map.class), request));
		for (UnaryOperator<WebClient.RequestBodySpec> body : bodies) {
			post(client, body);
			assertThat(endpoint.last().text()).isEqualTo(CARRYING);
			assertThat(endpoint.last().headers().get("Content-length")).containsExactly("" + CARRYING.length());
			assertThat(endpoint.last().headers()).doesNotContainKey("Transfer-encoding");
		}
		assertThat(endpoint.received()).hasSize(bodies.size());
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBufferIsSentWithTheLengthThatItsCallerGivesOrNot(ClientHttpConnector connector) {
		for (ExchangeFilterFunction filter : List.of(ours, unchanged())) {
			WebClient client = client(connector, filter);
			String expected = (filter == ours) ? CARRYING : BODY;
			post(client, (request) -> with(request.contentLength(BODY.length())
				.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(() -> buffer(BODY)))), request));
			assertThat(endpoint.last().text()).isEqualTo(expected);
			assertThat(endpoint.last().headers().get("Content-length")).containsExactly("" + expected.length());
			post(client,
					(request) -> with(
							request.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(() -> buffer(BODY)))),
							request));
			assertThat(endpoint.last().text()).isEqualTo(expected);
			// Netty knows the length of a single buffer, the JDK does not
			assertThat(endpoint.last().headers())
				.containsKey((connector instanceof JdkClientHttpConnector) ? "Transfer-encoding" : "Content-length");
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBodyThatIsAStreamArrivesAsItIs(ClientHttpConnector connector) {
		WebClient client = client(connector, ours);
		post(client, (request) -> with(request.body(Flux.just("{\"messages\"", ":[]}"), String.class), request));
		assertThat(endpoint.last().text()).isEqualTo(BODY);
		assertThat(endpoint.last().headers().get("Transfer-encoding")).containsExactly("chunked");
		post(client, (request) -> with(request.body(Flux.just(BODY), String.class), request));
		assertThat(endpoint.last().text()).isEqualTo(BODY);
		post(client, (request) -> with(request.body(BodyInserters.fromDataBuffers(Flux.just(buffer(BODY)))), request));
		assertThat(endpoint.last().text()).isEqualTo(BODY);
		post(client, (request) -> with(request.bodyValue(new ByteArrayResource(BODY.getBytes(StandardCharsets.UTF_8))),
				request));
		assertThat(endpoint.last().text()).isEqualTo(BODY);
		post(client, (request) -> with(request.contentType(MediaType.APPLICATION_NDJSON)
			.body(Flux.just(Map.of("a", 1), Map.of("b", 2)), Map.class), request));
		assertThat(endpoint.last().text()).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
		assertThat(endpoint.received()).hasSize(5);
	}

	@Test
	void aBodyThatIsEmptyIsSentAsWithoutTheFilter() {
		for (ExchangeFilterFunction filter : List.of(ours, unchanged())) {
			// the client of the JDK fails now and then, with the filter as without
			WebClient client = client(new ReactorClientHttpConnector(), filter);
			post(client, (request) -> with(request.body(Mono.empty(), String.class), request));
			post(client, (request) -> with(request.body(BodyInserters.fromDataBuffers(Mono.empty())), request));
		}
		assertThat(endpoint.received()).hasSize(4).allSatisfy((received) -> {
			assertThat(received.method()).isEqualTo("POST");
			assertThat(received.body()).isEmpty();
		});
		for (int i = 0; i < 2; i++) {
			assertThat(endpoint.received().get(i).headers())
				.containsExactlyInAnyOrderEntriesOf(endpoint.received().get(i + 2).headers());
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void theUserIsThatOfTheSubscriberWhateverThreadWrites(ClientHttpConnector connector) {
		WebClient client = client(connector, ours);
		Mono<String> late = Mono.just(BODY).publishOn(Schedulers.single());
		Mono<?> call = as(ALICE,
				() -> client.post().uri(endpoint.url() + CHAT).body(late, String.class).retrieve().toBodilessEntity());
		call.block();
		as(ALICE, call::block);
		as(ALICE, () -> call.subscribeOn(Schedulers.boundedElastic()).block());
		assertThat(endpoint.received()).extracting(Received::context)
			.containsExactly(APPLICATION_JSON, ALICE_JSON, APPLICATION_JSON);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aRepeatOfTheSubscriberCarriesTheUserOfItsThread(ClientHttpConnector connector) {
		WebClient client = client(connector, ours);
		Mono<?> call = client.post().uri(endpoint.url() + CHAT).bodyValue(TYPED).retrieve().toBodilessEntity();
		endpoint.answerNextWith(Answer.status(500));
		as(ALICE, () -> call.retry(1).block());
		assertThat(endpoint.received()).extracting(ReceivedCall::text)
			.containsExactly(CARRYING, "{\"user_security_context\":" + APPLICATION_JSON + ",\"messages\":[]}");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aFilterBehindItRepeatsTheCallAsItWas(ClientHttpConnector connector) {
		ExchangeFilterFunction retry = (request, next) -> Mono.defer(() -> next.exchange(request))
			.flatMap((response) -> response.statusCode().isError() ? response.createError() : Mono.just(response))
			.retry(2);
		WebClient client = client(connector, ours, retry);
		endpoint.answerNextWith(Answer.status(429));
		endpoint.answerNextWith(Answer.status(500));
		post(client, (request) -> with(request.bodyValue(TYPED), request));
		assertThat(endpoint.received()).extracting(ReceivedCall::text).containsExactly(CARRYING, CARRYING, CARRYING);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void anExchangeThatCanBeRepeatedStillCan(ClientHttpConnector connector) {
		ExchangeFilterFunction retry = (request, next) -> next.exchange(request)
			.flatMap((response) -> response.statusCode().isError() ? response.createError() : Mono.just(response))
			.retry(1);
		for (ExchangeFilterFunction filter : List.of(unchanged(), ours)) {
			endpoint.answerNextWith(Answer.status(500));
			post(client(connector, filter, retry), (request) -> with(request.contentLength(BODY.length())
				.body(BodyInserters.fromDataBuffers(Mono.fromSupplier(() -> buffer(BODY)))), request));
		}
		assertThat(endpoint.received()).extracting(ReceivedCall::text).containsExactly(BODY, BODY, CARRYING, CARRYING);
	}

	@Test
	void aFilterThatDoesNotKnowTheHostLeavesTheRequestToOneThatDoes() {
		post(client(new ReactorClientHttpConnector(), general, ours),
				(request) -> with(request.bodyValue(TYPED), request));
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@Test
	void aCallThatGoesWithoutIsToldOnceHoweverManyFiltersThereAre() {
		List<CallOutcome> outcomes = new ArrayList<>();
		UserSecurityContextExchangeFilterFunction told = new UserSecurityContextExchangeFilterFunction(
				new UserSecurityContextAttacher(List::of, () -> List.of((report) -> outcomes.add(report.outcome())),
						UnsupportedModelAction.RETRY_WITHOUT),
				new ClientSettings(null, true, "demo"))
			.withAzureHosts("127.0.0.1");
		client(new ReactorClientHttpConnector(), told, told).post()
			.uri(endpoint.url() + CHAT_PATH + "?api-version=2024-10-21")
			.bodyValue(TYPED)
			.retrieve()
			.toBodilessEntity()
			.block();
		assertThat(endpoint.last().text()).isEqualTo(BODY);
		assertThat(outcomes).containsExactly(CallOutcome.SKIPPED);
	}

	@Test
	void aFilterThatIsThereTwiceAttachesOnce() {
		post(client(new ReactorClientHttpConnector(), ours, ours.withAzureHosts("localhost")),
				(request) -> with(request.bodyValue(TYPED), request));
		assertThat(endpoint.last().text()).isEqualTo(CARRYING);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void aBodyThatCannotBeWrittenFailsAsWithoutTheFilter(ClientHttpConnector connector) {
		for (Mono<DataBuffer> body : List.of(Mono.<DataBuffer>error(new IllegalStateException("cannot be written")),
				Mono.<DataBuffer>error(new IllegalStateException("cannot be written"))
					.delaySubscription(Duration.ofMillis(1)))) {
			List<Throwable> failures = Stream.of(ours, unchanged())
				.map((filter) -> catchThrowable(() -> post(client(connector, filter),
						(request) -> with(request.body(BodyInserters.fromDataBuffers(body)), request))))
				.toList();
			assertThat(failures.get(0)).isNotNull().hasStackTraceContaining("cannot be written");
			assertThat(failures.get(0)).hasSameClassAs(failures.get(1)).hasMessage(failures.get(1).getMessage());
		}
		assertThat(endpoint.received()).isEmpty();
	}

	@Test
	void aCallThatIsCancelledCancelsItsBody() throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		Mono<DataBuffer> body = Mono.<DataBuffer>never()
			.doOnSubscribe((subscription) -> asked.countDown())
			.doOnCancel(cancelled::countDown);
		// Netty leaves the body alone, with the filter as without
		Disposable call = client(new JdkClientHttpConnector(), ours).post()
			.uri(endpoint.url() + CHAT)
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity()
			.subscribe();
		assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
		call.dispose();
		assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(endpoint.received()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void theEventsOfAStreamedAnswerComeThrough(ClientHttpConnector connector) {
		List<String> events = as(ALICE,
				() -> client(connector, ours).post()
					.uri(endpoint.url() + CHAT)
					.bodyValue(Map.of("stream", true))
					.accept(MediaType.TEXT_EVENT_STREAM)
					.retrieve()
					.bodyToFlux(String.class)
					.collectList()
					.block());
		assertThat(events).hasSize(3).last().isEqualTo("[DONE]");
		assertThat(endpoint.last().text()).isEqualTo("{" + ALICE_MEMBER + ",\"stream\":true}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.openai.com/openai/v1/chat/completions",
			"https://demo.openai.azure.com/openai/v1/responses" })
	void aRequestThatMayNotCarryItGoesOnItself(String url) {
		ClientRequest request = ClientRequest.create(HttpMethod.POST, URI.create(url)).build();
		ClientRequest[] sent = new ClientRequest[1];
		ExchangeFunction next = (exchanged) -> {
			sent[0] = exchanged;
			return Mono.<ClientResponse>empty();
		};
		as(ALICE, () -> ours.filter(request, next).block());
		assertThat(sent[0]).isSameAs(request);
	}

	@Test
	void theRestOfTheRequestStaysAsItIs() {
		ClientRequest request = ClientRequest
			.create(HttpMethod.POST, URI.create("https://demo.openai.azure.com/openai/v1/chat/completions"))
			.header("api-key", "secret")
			.cookie("a", "b")
			.attribute("c", "d")
			.build();
		ClientRequest[] sent = new ClientRequest[1];
		as(ALICE, () -> ours.filter(request, (exchanged) -> {
			sent[0] = exchanged;
			return Mono.<ClientResponse>empty();
		}).block());
		assertThat(sent[0]).isNotSameAs(request);
		assertThat(sent[0].method()).isEqualTo(request.method());
		assertThat(sent[0].url()).isEqualTo(request.url());
		assertThat(sent[0].headers()).isEqualTo(request.headers());
		assertThat(sent[0].cookies()).isEqualTo(request.cookies());
		assertThat(sent[0].attributes()).containsAllEntriesOf(request.attributes());
		assertThat(sent[0].logPrefix()).isEqualTo(request.logPrefix());
	}

	private static WebClient client(ClientHttpConnector connector, ExchangeFilterFunction... filters) {
		return WebClient.builder()
			.clientConnector(connector)
			.filters((all) -> all.addAll(List.of(filters)))
			.defaultHeader("Content-Type", MediaType.APPLICATION_JSON_VALUE)
			.build();
	}

	private static ExchangeFilterFunction unchanged() {
		return (request, next) -> next.exchange(request);
	}

	private static void post(WebClient client, UnaryOperator<WebClient.RequestBodySpec> body) {
		as(ALICE, () -> body.apply(client.post().uri(endpoint.url() + CHAT)).retrieve().toBodilessEntity().block());
	}

	/**
	 * Setting a body returns the request as another type.
	 */
	private static WebClient.RequestBodySpec with(WebClient.RequestHeadersSpec<?> ignored,
			WebClient.RequestBodySpec request) {
		return request;
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
