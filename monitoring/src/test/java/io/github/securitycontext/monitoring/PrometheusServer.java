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

package io.github.securitycontext.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Prometheus that scrapes the sample application each second.
 */
final class PrometheusServer implements AutoCloseable {

	private static final String CONFIGURATION = """
			global:
			  scrape_interval: 1s
			  evaluation_interval: 1s
			rule_files: ["%s"]
			scrape_configs:
			  - job_name: sample
			    metrics_path: /actuator/prometheus
			    static_configs:
			      - targets: [%s]
			""";

	private final Process process;

	private final String url;

	PrometheusServer(Path program, List<Integer> ports) {
		try {
			Path directory = Files.createDirectories(Path.of("target", "prometheus"));
			Path data = Files.createTempDirectory(directory, "data");
			Path configuration = directory.resolve("prometheus.yml");
			Files.writeString(configuration, CONFIGURATION.formatted(MonitoredQueries.RULES.toAbsolutePath(),
					ports.stream().map((port) -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "))));
			String address = "127.0.0.1:" + freePort();
			this.url = "http://" + address;
			this.process = new ProcessBuilder(program.toString(), "--config.file=" + configuration,
					"--storage.tsdb.path=" + data, "--web.listen-address=" + address)
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("prometheus.log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> Http.get(this.url + "/-/ready").statusCode() == 200);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Returns the result of a query, now.
	 */
	JsonNode query(String expression) {
		return get("/api/v1/query?query=" + encode(expression));
	}

	/**
	 * Returns the result of a query for each second of the last minute.
	 */
	JsonNode queryMinute(String expression) {
		long now = Instant.now().getEpochSecond();
		return get("/api/v1/query_range?step=1&start=" + (now - 60) + "&end=" + now + "&query=" + encode(expression));
	}

	/**
	 * Returns the rules as Prometheus evaluates them.
	 */
	JsonNode rules() {
		HttpResponse<String> response = Http.get(this.url + "/api/v1/rules");
		return JsonMapper.shared().readTree(response.body()).path("data").path("groups").path(0).path("rules");
	}

	private JsonNode get(String path) {
		HttpResponse<String> response = Http.get(this.url + path);
		if (response.statusCode() != 200) {
			throw new IllegalStateException(response.body());
		}
		return JsonMapper.shared().readTree(response.body()).path("data").path("result");
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
