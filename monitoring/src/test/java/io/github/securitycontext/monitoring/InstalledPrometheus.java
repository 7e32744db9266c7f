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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The programs of Prometheus on this machine.
 */
final class InstalledPrometheus {

	private InstalledPrometheus() {
	}

	/**
	 * Returns a program, and skips the test where it is missing, unless the build demands
	 * it.
	 */
	static Path require(String program) {
		Optional<Path> found = find(program);
		if (Boolean.getBoolean("monitoring-tests.required")) {
			assertThat(found).as(program + " on the path").isPresent();
		}
		assumeThat(found).as(program + " on the path").isPresent();
		return found.orElseThrow();
	}

	private static Optional<Path> find(String program) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(path)
			.filter((directory) -> !directory.isBlank())
			.map((directory) -> Path.of(directory, program))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
