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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A reverse proxy on this machine, in front of another or of the application.
 */
final class RunningProxy implements AutoCloseable {

	private final Process process;

	private RunningProxy(Process process) {
		this.process = process;
	}

	static RunningProxy start(ReverseProxy kind, Hop hop) {
		try {
			Path directory = Files
				.createTempDirectory(Files.createDirectories(Path.of("target", "proxies")),
						kind.name().toLowerCase(Locale.ROOT))
				.toAbsolutePath();
			Path configuration = directory.resolve("configuration");
			Files.writeString(configuration, kind.configure(directory, hop));
			Path output = directory.resolve("output.log");
			RunningProxy proxy = new RunningProxy(
					new ProcessBuilder(kind.command(directory, configuration)).directory(directory.toFile())
						.redirectErrorStream(true)
						.redirectOutput(output.toFile())
						.start());
			proxy.awaitStart(hop, output);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitStart(Hop hop, Path output) throws IOException {
		try {
			Awaitility.await()
				.pollInterval(Duration.ofMillis(20))
				.atMost(Duration.ofSeconds(60))
				.until(() -> !this.process.isAlive() || hop.listensAt().stream().allMatch(RunningProxy::accepts));
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
		if (!this.process.isAlive()) {
			throw new IllegalStateException("No start, see " + output + ": " + Files.readString(output));
		}
	}

	private static boolean accepts(InetSocketAddress address) {
		try (Socket socket = new Socket()) {
			socket.connect(address, 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
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
