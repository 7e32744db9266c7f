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

package io.github.securitycontext.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Chromium of this machine: the one that {@code CHROMIUM} names (a system property or
 * an environment variable), or else the first on the path.
 */
final class InstalledChromium {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private InstalledChromium() {
	}

	static Optional<Path> find() {
		String override = System.getProperty("CHROMIUM", System.getenv("CHROMIUM"));
		if (override != null && !override.isBlank()) {
			return Optional.of(Path.of(override)).filter(Files::isExecutable);
		}
		return NAMES.stream().flatMap(InstalledChromium::onPath).findFirst();
	}

	private static Stream<Path> onPath(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(path)
			.filter((directory) -> !directory.isBlank())
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable);
	}

}
