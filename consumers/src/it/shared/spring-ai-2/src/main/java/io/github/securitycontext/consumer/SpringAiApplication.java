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

package io.github.securitycontext.consumer;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;

import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application that uses Spring AI.
 */
@SpringBootApplication
class SpringAiApplication {

	public static void main(String[] args) {
		SpringApplication.run(SpringAiApplication.class, args);
	}

	/**
	 * Makes the endpoint a proxy, so that the host can be one of Azure: Spring AI 2.0.0
	 * knows Azure by its hosts only.
	 */
	@Bean
	OpenAiHttpClientBuilderCustomizer proxy(@Value("${azure.openai.endpoint}") URI endpoint) {
		InetSocketAddress address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
		return (builder) -> builder.proxy(new Proxy(Proxy.Type.HTTP, address));
	}

}
