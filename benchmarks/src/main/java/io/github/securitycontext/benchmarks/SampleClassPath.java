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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.securitycontext.sample.SampleApplication;

/**
 * The class path of the sample application: not the one of this JVM, which has more
 * libraries and other versions of some.
 */
final class SampleClassPath {

	// what is not packaged yet is a directory in the module of that name
	private static final Predicate<String> STARTER = Pattern
		.compile("[/\\\\]securitycontext-(?:autoconfigure|starter)(?:-[^/\\\\]*\\.jar|[/\\\\]target[/\\\\]classes)$")
		.asPredicate();

	private static final int ARTIFACTS_OF_STARTER = 2;

	private SampleClassPath() {
	}

	static List<String> of(SampleVariant variant) throws IOException {
		Path sample = sample();
		List<String> libraries = libraries(sample.resolveSibling("class-path.txt"));
		List<String> withoutStarter = libraries.stream().filter(STARTER.negate()).toList();
		if (libraries.size() - withoutStarter.size() != ARTIFACTS_OF_STARTER) {
			throw new IllegalStateException("The starter cannot be told from the libraries: " + libraries);
		}
		return Stream.concat(Stream.of(sample.toString()), (variant.hasStarter() ? libraries : withoutStarter).stream())
			.toList();
	}

	private static Path sample() {
		try {
			return Path.of(SampleApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// the build of the sample writes it
	private static List<String> libraries(Path file) throws IOException {
		if (!Files.exists(file)) {
			throw new IllegalStateException(file + " is missing: build the sample together with the benchmarks (-am)");
		}
		return List.of(Files.readString(file).strip().split(Pattern.quote(File.pathSeparator)));
	}

}
