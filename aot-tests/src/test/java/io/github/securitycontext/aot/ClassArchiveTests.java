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

package io.github.securitycontext.aot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged sample, started as Spring Boot's documentation says: extracted, with what
 * the JVM kept of a training run.
 */
@EnabledForJreRange(min = JRE.JAVA_25,
		disabledReason = "JDK 17 crashes when it archives lambdas of signed jars, which those of Azure are")
class ClassArchiveTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	@TempDir
	Path directory;

	@Test
	void itStartsFromAnArchiveOfItsClasses() throws Exception {
		extract();
		run("-XX:ArchiveClassesAtExit=sample.jsa", "-Dspring.context.exit=onRefresh", "-jar", "sample.jar");
		assertThat(this.directory.resolve("sample.jsa")).isNotEmptyFile();
		assertThatItWorksWith("-XX:SharedArchiveFile=sample.jsa", "-Xshare:auto");
	}

	@Test
	void itStartsFromAnAotCache() throws Exception {
		extract();
		run("-XX:AOTCacheOutput=sample.aot", "-Dspring.context.exit=onRefresh", "-jar", "sample.jar");
		assertThat(this.directory.resolve("sample.aot")).isNotEmptyFile();
		assertThatItWorksWith("-XX:AOTCache=sample.aot");
	}

	private void extract() throws IOException, InterruptedException {
		run("-Djarmode=tools", "-jar", packagedSample().toString(), "extract", "--destination", ".", "--force");
		try (Stream<Path> files = Files.list(this.directory)) {
			Path jar = files.filter((file) -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
			Files.move(jar, this.directory.resolve("sample.jar"));
		}
	}

	private static Path packagedSample() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("..", "sample-app", "target"))) {
			return files.filter((file) -> file.toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("The sample is not packaged: run ./mvnw verify"))
				.toAbsolutePath();
		}
	}

	private void assertThatItWorksWith(String... options) throws Exception {
		List<String> arguments = new ArrayList<>(List.of(options));
		arguments.addAll(List.of("-Xlog:class+load:file=classes.log", "-jar", "sample.jar"));
		Process process = start(arguments.toArray(String[]::new));
		try {
			Awaitility.await()
				.alias("start of the sample")
				.atMost(PATIENCE)
				.until(() -> !process.isAlive() || PORT.matcher(output()).find());
			Matcher port = PORT.matcher(output());
			assertThat(port.find()).as(output()).isTrue();
			assertThat(Alice.askAndFindContext(Integer.parseInt(port.group(1))).path("end_user_id").asString())
				.isNotEmpty();
			assertThat(Files.readString(this.directory.resolve("classes.log")).lines())
				.anyMatch((line) -> line.contains("io.github.securitycontext.UserSecurityContext ")
						&& line.contains("source: shared objects file"));
		}
		finally {
			process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
	}

	private void run(String... arguments) throws IOException, InterruptedException {
		Process process = start(arguments);
		try {
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
			assertThat(process.exitValue()).as(output()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElseThrow());
		command.addAll(List.of(arguments));
		if (List.of(arguments).contains("sample.jar")) {
			command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--sample.azure-openai.endpoint="));
		}
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output.log").toFile());
		// what is set on this machine may configure the sample
		builder.environment()
			.keySet()
			.removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("SERVER_")
					|| name.startsWith("SECURITYCONTEXT_") || name.equals("JAVA_TOOL_OPTIONS"));
		return builder.start();
	}

	private String output() throws IOException {
		return Files.readString(this.directory.resolve("output.log"), StandardCharsets.ISO_8859_1);
	}

}
