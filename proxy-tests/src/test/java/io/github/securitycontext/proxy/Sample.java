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

package io.github.securitycontext.proxy;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.github.securitycontext.sample.SampleApplication;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * The sample application, which calls an endpoint of the tests.
 */
final class Sample implements AutoCloseable {

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final String address;

	private final ServletWebServerApplicationContext context;

	/**
	 * Starts it.
	 * @param address where it listens
	 * @param properties in the form {@code name=value}
	 */
	Sample(String address, String... properties) {
		this.address = address;
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--server.address=" + address, "--spring.main.banner-mode=off",
						"--logging.level.root=warn", "--sample.azure-openai.endpoint=" + this.endpoint.url()));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		try {
			this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(SampleApplication.class)
				.run(arguments.toArray(String[]::new));
		}
		catch (RuntimeException ex) {
			this.endpoint.close();
			throw ex;
		}
	}

	InetSocketAddress socketAddress() {
		return new InetSocketAddress(this.address, this.context.getWebServer().getPort());
	}

	/**
	 * Lets a visitor ask something, and returns the {@code source_ip} of the call that
	 * the sample makes for it.
	 */
	String sourceIpOf(Visitor visitor, InetSocketAddress server, String... headerLines) {
		this.endpoint.clear();
		visitor.ask(server, headerLines);
		List<ReceivedCall> calls = this.endpoint.received();
		if (calls.size() != 1) {
			throw new IllegalStateException(calls.size() + " calls");
		}
		return calls.get(0).userSecurityContext().sourceIp();
	}

	@Override
	public void close() {
		this.context.close();
		this.endpoint.close();
	}

}
