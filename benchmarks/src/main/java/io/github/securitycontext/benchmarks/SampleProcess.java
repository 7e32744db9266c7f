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

package io.github.securitycontext.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.benchmarks.launcher.SampleLauncher;

import org.springframework.util.FileSystemUtils;

/**
 * The sample application in a JVM of its own, with everything that it writes in a
 * directory of its own.
 */
final class SampleProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

	private static final Set<Process> running = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
	}

	private final SampleVariant variant;

	private final Path directory;

	private final Path output;

	private final Process process;

	private SampleProcess(SampleVariant variant, List<String> jvmOptions, Path directory) throws IOException {
		this.variant = variant;
		this.directory = directory;
		this.output = directory.resolve("output.log");
		ProcessBuilder builder = new ProcessBuilder(command(variant, jvmOptions, directory))
			.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.output.toFile());
		// what is set on this machine may configure the sample; Windows opens no socket
		// without this one
		builder.environment().keySet().retainAll(Set.of("SystemRoot"));
		this.process = builder.start();
		running.add(this.process);
	}

	static SampleProcess start(SampleVariant variant, List<String> jvmOptions) throws IOException {
		Path directory = Files.createTempDirectory("sample-app");
		try {
			return new SampleProcess(variant, jvmOptions, directory);
		}
		catch (IOException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(directory);
			throw ex;
		}
	}

	private static List<String> command(SampleVariant variant, List<String> jvmOptions, Path directory)
			throws IOException {
		List<String> classPath = new ArrayList<>(SampleClassPath.of(variant));
		classPath.add(copyOfLauncher(directory).toString());
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElseThrow());
		// a heap of one size is collected equally often
		command.addAll(List.of("-Xms256m", "-Xmx256m", "-Djava.io.tmpdir=" + directory));
		command.addAll(jvmOptions);
		command.addAll(List.of("-classpath", String.join(File.pathSeparator, classPath), SampleLauncher.class.getName(),
				"--server.address=127.0.0.1", "--server.port=0"));
		// Tomcat would end a connection after 100 requests, which is where p99 looks
		command.add("--server.tomcat.max-keep-alive-requests=-1");
		command.addAll(List.of("--sample.azure-openai.endpoint=", "--sample.azure-openai.deployment=gpt-4o"));
		return command;
	}

	// a copy, because the benchmarks' other classes and files are none of the sample's
	private static Path copyOfLauncher(Path directory) throws IOException {
		Path classes = directory.resolve("classes");
		String name = SampleLauncher.class.getName().replace('.', '/') + ".class";
		Path file = classes.resolve(name);
		Files.createDirectories(Objects.requireNonNull(file.getParent()));
		try (InputStream content = SampleLauncher.class.getResourceAsStream("/" + name)) {
			Files.copy(Objects.requireNonNull(content), file);
		}
		return classes;
	}

	SampleVariant variant() {
		return this.variant;
	}

	SampleStart awaitReady() throws IOException, InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Optional<SampleStart> start = SampleStart.in(output());
		while (start.isEmpty()) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				throw new IllegalStateException(describe("is not ready"));
			}
			Thread.sleep(POLL_INTERVAL.toMillis());
			start = SampleStart.in(output());
		}
		if (start.get().classesOfStarter() > 0 != this.variant.hasStarter()) {
			throw new IllegalStateException(describe("has the wrong class path"));
		}
		return start.get();
	}

	/**
	 * Returns how long processors have worked for the application.
	 */
	Duration cpuTime() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	/**
	 * Returns a message that ends with all that the application wrote.
	 */
	String describe(String problem) throws IOException {
		return "The sample application (%s) %s:%n%s".formatted(this.variant, problem, output());
	}

	private String output() throws IOException {
		// never fails, whatever the encoding is
		return Files.readString(this.output, StandardCharsets.ISO_8859_1);
	}

	@Override
	public void close() throws IOException {
		// nothing that it could do at an orderly end matters
		this.process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		running.remove(this.process);
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
