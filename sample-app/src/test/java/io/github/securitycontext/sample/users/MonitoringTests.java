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

package io.github.securitycontext.sample.users;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.github.securitycontext.sample.SampleClient;
import io.github.securitycontext.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Who may see what is measured.
 */
@SampleTest
class MonitoringTests {

	@LocalServerPort
	int port;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/prometheus", "/actuator/securitycontext" })
	void aScrapeFromThisMachineNeedsNoPassword(String path) {
		HttpResponse<String> response = SampleClient.browser(this.port).get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
	}

	@Test
	void nothingElseIsExposed() {
		for (String endpoint : List.of("env", "heapdump", "beans", "metrics")) {
			assertThat(SampleClient.browser(this.port).get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/securitycontext" })
	void anotherMachineSeesNothingNotEvenWithAPassword(String path) throws Exception {
		List<InetAddress> addresses = NetworkInterface.networkInterfaces()
			.filter(MonitoringTests::isUp)
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> address instanceof Inet4Address && !address.isLoopbackAddress())
			.toList();
		assumeThat(addresses).as("addresses that are not loopback").isNotEmpty();
		String url = "http://" + addresses.get(0).getHostAddress() + ":" + this.port + path;

		assertThat(status(HttpRequest.newBuilder(URI.create(url)))).isEqualTo(403);
		// alice and her password
		assertThat(status(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Basic YWxpY2U6YWxpY2U=")))
			.isEqualTo(403);
	}

	private static boolean isUp(NetworkInterface network) {
		try {
			return network.isUp();
		}
		catch (SocketException ex) {
			return false;
		}
	}

	private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
	}

}
