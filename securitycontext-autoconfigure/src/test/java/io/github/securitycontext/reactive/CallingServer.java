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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import io.github.securitycontext.ReactiveUserSecurityContextHolder;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.attribution.SecuredServer;
import io.github.securitycontext.reactive.NonBlockingCalls.Catalogue;
import io.github.securitycontext.support.ClientCalls;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.ServerRequest;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;

/**
 * A reactive application that makes calls of every library in every way, for Alice.
 */
final class CallingServer implements AutoCloseable {

	static final String ALICE = "{\"application_name\":\"demo\",\"end_user_id\":\"" + OID
			+ "\",\"end_user_tenant_id\":\"" + TID + "\",\"source_ip\":\"2001:db8::7\"}";

	/** What a chain may do to a call. */
	static final Map<String, UnaryOperator<Mono<String>>> WAYS = ways();

	private final ReactiveChatServer server;

	CallingServer(String... properties) {
		this.server = ReactiveSecuredServer.start(WebServer.NETTY,
				List.of(NonBlockingCalls.class, ClientCalls.AzureOpenAi.class, ClientCalls.OpenAiJava.class,
						ClientCalls.SpringAi.class, ClientCalls.LangChain4j.class, ClientCalls.Rest.class,
						Application.class),
				Stream.concat(Stream.of(properties), Stream.of("securitycontext.clients-outside-spring=true",
						"securitycontext.source-ip.trusted-proxies=127.0.0.1"))
					.toArray(String[]::new));
	}

	private static Map<String, UnaryOperator<Mono<String>>> ways() {
		Map<String, UnaryOperator<Mono<String>>> ways = new LinkedHashMap<>();
		ways.put("plain", (call) -> call);
		ways.put("subscribeOn", (call) -> call.subscribeOn(Schedulers.parallel()));
		ways.put("publishOn", (call) -> Mono.just(0).publishOn(Schedulers.parallel()).then(call));
		ways.put("delay", (call) -> Mono.delay(Duration.ofMillis(1)).then(call));
		ways.put("retryWhen",
				(call) -> failingOnce().then(call).retryWhen(Retry.backoff(1, Duration.ofMillis(1)).jitter(0)));
		return ways;
	}

	private static Mono<Void> failingOnce() {
		AtomicInteger attempts = new AtomicInteger();
		return Mono.fromRunnable(() -> {
			if (attempts.getAndIncrement() == 0) {
				throw new IllegalStateException("expected");
			}
		});
	}

	/**
	 * Makes a call for Alice, and returns the contexts that arrived.
	 */
	List<String> calls(String path, String name) {
		return this.server.calls(path + "/" + name.replace(" ", "%20"),
				SecuredServer.with(Authentications.bearerJwt(Authentications.entraClaims()), "X-Forwarded-For",
						"198.51.100.66, [2001:db8::7]:443"));
	}

	/**
	 * Returns the names of the calls that block.
	 */
	List<String> blocking() {
		return this.server.context()
			.getBeansOfType(ClientCalls.Calls.class)
			.values()
			.stream()
			.flatMap((calls) -> calls.byNames().keySet().stream())
			.toList();
	}

	@Override
	public void close() {
		this.server.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		OpenAIClient azureClient(@Value("${endpoint}") String endpoint) {
			return new OpenAIClientBuilder().endpoint(endpoint).buildClient();
		}

		@Bean
		Endpoints endpoints(Catalogue nonBlocking, List<ClientCalls.Calls> calls) {
			Map<String, Runnable> blocking = new LinkedHashMap<>();
			calls.forEach((library) -> blocking.putAll(library.byNames()));
			return Endpoints.of()
				.get("/reactive/{way}/{name}",
						(request) -> WAYS.get(request.pathVariable("way"))
							.apply(Mono.defer(() -> nonBlocking.call(request.pathVariable("name")))))
				.get("/elastic/{name}",
						(request) -> Mono.fromRunnable(blocking.get(request.pathVariable("name")))
							.thenReturn("done")
							.subscribeOn(Schedulers.boundedElastic()))
				.get("/captured/{name}", (request) -> captured(blocking, request));
		}

		private static Mono<String> captured(Map<String, Runnable> blocking, ServerRequest request) {
			return ReactiveUserSecurityContextHolder.capture()
				.flatMap((snapshot) -> Mono.fromRunnable(snapshot.wrap(blocking.get(request.pathVariable("name"))))
					.thenReturn("done")
					.subscribeOn(Schedulers.boundedElastic()));
		}

	}

}
