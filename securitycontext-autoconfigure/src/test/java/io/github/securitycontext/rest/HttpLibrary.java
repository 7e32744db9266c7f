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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.rest.HttpCaller.Answer;
import io.github.securitycontext.rest.HttpCaller.Carrying;

import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.NoOpResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The HTTP clients of Spring, and what they may run on.
 */
enum HttpLibrary {

	REST_CLIENT_ON_JDK((carrying) -> restClient(carrying, new JdkClientHttpRequestFactory())),

	REST_CLIENT_ON_URL_CONNECTION((carrying) -> restClient(carrying, new SimpleClientHttpRequestFactory())),

	REST_CLIENT_ON_JETTY((carrying) -> restClient(carrying, Jetty.factory)),

	REST_CLIENT_ON_NETTY((carrying) -> restClient(carrying, new ReactorClientHttpRequestFactory())),

	REST_TEMPLATE(HttpLibrary::restTemplate),

	WEB_CLIENT_ON_NETTY((carrying) -> webClient(carrying, new ReactorClientHttpConnector())),

	WEB_CLIENT_ON_JDK((carrying) -> webClient(carrying, new JdkClientHttpConnector()));

	private final Function<Carrying, HttpCaller> factory;

	HttpLibrary(Function<Carrying, HttpCaller> factory) {
		this.factory = factory;
	}

	/**
	 * A client whose calls to the local endpoint carry the context.
	 */
	HttpCaller create() {
		return create(new UserSecurityContextAttacher(List::of), new ClientSettings(null, true, "demo"), "127.0.0.1");
	}

	HttpCaller create(UserSecurityContextAttacher attacher, ClientSettings settings, String... hosts) {
		return this.factory.apply(new Carrying(attacher, settings, hosts));
	}

	private static HttpCaller restClient(Carrying carrying, ClientHttpRequestFactory requests) {
		RestClient client = RestClient.builder()
			.requestFactory(requests)
			.requestInterceptor(carrying.interceptor())
			.build();
		return (method, url, body) -> {
			RestClient.RequestBodySpec request = client.method(method).uri(URI.create(url));
			if (body != null) {
				request.contentType(MediaType.APPLICATION_JSON).body(body);
			}
			return Objects
				.requireNonNull(request.exchange((sent, response) -> new Answer(response.getStatusCode().value(),
						new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8))));
		};
	}

	private static HttpCaller restTemplate(Carrying carrying) {
		RestTemplate template = new RestTemplate();
		template.getInterceptors().add(carrying.interceptor());
		template.setErrorHandler(new NoOpResponseErrorHandler());
		return (method, url, body) -> {
			RequestEntity.BodyBuilder request = RequestEntity.method(method, URI.create(url));
			ResponseEntity<String> answer = template.exchange(
					(body != null) ? request.contentType(MediaType.APPLICATION_JSON).body(body) : request.build(),
					String.class);
			return new Answer(answer.getStatusCode().value(), answer.getBody());
		};
	}

	private static HttpCaller webClient(Carrying carrying, ClientHttpConnector connector) {
		WebClient client = WebClient.builder().clientConnector(connector).filter(carrying.filter()).build();
		return (method, url, body) -> {
			WebClient.RequestBodySpec request = client.method(method).uri(URI.create(url));
			if (body != null) {
				request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
			}
			return Objects.requireNonNull(
					request
						.exchangeToMono((response) -> response.bodyToMono(String.class)
							.map((text) -> new Answer(response.statusCode().value(), text)))
						.block());
		};
	}

	/**
	 * One for all, because it has threads of its own.
	 */
	private static final class Jetty {

		private static final JettyClientHttpRequestFactory factory = new JettyClientHttpRequestFactory();

	}

}
