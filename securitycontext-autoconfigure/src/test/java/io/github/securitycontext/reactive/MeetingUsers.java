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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.rest.UserSecurityContextExchangeFilterFunction;
import io.github.securitycontext.support.ClientCalls;
import io.github.securitycontext.support.ReactiveChatServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Endpoints at which the chains of several users meet. Each call says whose it is to be.
 */
@Configuration(proxyBeanMethods = false)
@Import(ClientCalls.OpenAiJava.class)
class MeetingUsers {

	private static final String PATH = "/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview";

	@Bean
	OpenAIClient blockingClient(@Value("${endpoint}") String endpoint) {
		return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
	}

	@Bean
	Ways ways(OpenAIAsyncClient azure, OpenAIClient blocking, com.openai.client.OpenAIClient legacyClient,
			UserSecurityContextExchangeFilterFunction filter, @Value("${endpoint}") String endpoint) {
		WebClient webClient = WebClient.builder().filter(filter.withAzureHosts("127.0.0.1")).build();
		Ways ways = new Ways();
		ways.put("azure", (of) -> azure.getChatCompletions("gpt", options(of)));
		ways.put("delayed",
				(of) -> Mono.delay(Duration.ofMillis(1))
					.publishOn(Schedulers.boundedElastic())
					.then(azure.getChatCompletions("gpt", options(of))));
		ways.put("web-client",
				(of) -> webClient.post()
					.uri(endpoint + PATH)
					.bodyValue(Map.of("messages", List.of(Map.of("content", "of " + of))))
					.retrieve()
					.toBodilessEntity());
		ways.put("blocking", (of) -> Mono.fromCallable(() -> blocking.getChatCompletions("gpt", options(of)))
			.subscribeOn(Schedulers.boundedElastic()));
		ways.put("openai",
				(of) -> Mono.fromFuture(() -> legacyClient.async()
					.chat()
					.completions()
					.create(ChatCompletionCreateParams.builder().model("gpt").addUserMessage("of " + of).build())));
		ways.put("captured",
				(of) -> ReactiveUserSecurityContextHolder.capture()
					.flatMap((snapshot) -> Mono
						.fromCallable(snapshot.wrap(() -> blocking.getChatCompletions("gpt", options(of))))
						.subscribeOn(Schedulers.boundedElastic())));
		return ways;
	}

	private static ChatCompletionsOptions options(String of) {
		return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("of " + of)));
	}

	@Bean
	Pipelines pipelines() {
		return new Pipelines();
	}

	/**
	 * Starts pipelines when the application is complete.
	 */
	@Bean
	ApplicationListener<ApplicationReadyEvent> pipelinesStart(Pipelines pipelines, Ways ways) {
		return (event) -> ways.keySet().forEach((way) -> pipelines.put(way, pipeline((of) -> ways.call(way, of))));
	}

	@Bean
	Endpoints endpoints(Ways ways, Pipelines pipelines, OpenAIAsyncClient client) {
		Mono<String> call = ReactiveChatServer.ask(client);
		Mono<String> cached = ReactiveChatServer.ask(client).cache();
		return Endpoints.of()
			.get("/call/{way}", (request) -> ways.call(request.pathVariable("way"), of(request)))
			.get("/cached", (request) -> cached)
			.get("/merged", (request) -> Flux.merge(call.contextWrite(as("bob")), call.contextWrite(as("carol")), call))
			.get("/feed/{way}", (request) -> {
				synchronized (pipelines) {
					pipelines.get(request.pathVariable("way")).tryEmitNext(of(request)).orThrow();
				}
				return Mono.just("fed");
			})
			.get("/nested/{way}", (request) -> nested(ways, request));
	}

	/**
	 * Takes what two users fed, and makes a call for each.
	 */
	private static Sinks.Many<String> pipeline(Function<String, Mono<String>> call) {
		Sinks.Many<String> pipeline = Sinks.many().unicast().onBackpressureBuffer();
		pipeline.asFlux().buffer(2).flatMapIterable(Function.identity()).flatMap(call).subscribe();
		return pipeline;
	}

	private static Mono<String> nested(Ways ways, ServerRequest request) {
		String way = request.pathVariable("way");
		WebClient.RequestHeadersSpec<?> inner = WebClient.create()
			.get()
			.uri("http://127.0.0.1:" + request.uri().getPort() + "/call/" + way + "?of=x");
		if (request.queryParam("basic").isPresent()) {
			inner.header(SecuredServer.HEADER, request.headers().firstHeader(SecuredServer.HEADER));
		}
		return inner.retrieve().bodyToMono(String.class).then(ways.call(way, "y"));
	}

	private static String of(ServerRequest request) {
		return request.queryParam("of").orElse("nobody");
	}

	private static Context as(String name) {
		return ReactiveSecurityContextHolder.withAuthentication(Authentications.named(name));
	}

	/**
	 * Ways to make a call for somebody, by names.
	 */
	static class Ways extends LinkedHashMap<String, Function<String, Mono<?>>> {

		private static final long serialVersionUID = 1L;

		Mono<String> call(String way, String of) {
			return Mono.defer(() -> get(way).apply(of)).thenReturn("done");
		}

	}

	/**
	 * What feeds the pipelines, by the names of the ways.
	 */
	static class Pipelines extends LinkedHashMap<String, Sinks.Many<String>> {

		private static final long serialVersionUID = 1L;

	}

}
