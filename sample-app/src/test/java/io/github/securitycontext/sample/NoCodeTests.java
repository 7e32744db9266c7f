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

package io.github.securitycontext.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application needs the starter and its own name, and no code.
 */
class NoCodeTests {

	// as types and packages are written into class files; left out are the sample's own,
	// and those of the endpoint, which plays Azure
	private static final Pattern STARTER_TYPE = Pattern.compile("io/github/securitycontext/(?!sample/|test/)");

	@Test
	void noClassOfTheSampleRefersToTheStarter() {
		assertThat(filesOf("classes")).filteredOn((file) -> file.toString().endsWith(".class"))
			.isNotEmpty()
			.allSatisfy((file) -> assertThat(STARTER_TYPE.matcher(text(file)).find()).as(file.toString()).isFalse());
	}

	@Test
	void noClassOfTheSampleSetsTheContextByHand() {
		assertThat(filesOf("classes")).allSatisfy(
				(file) -> assertThat(text(file)).doesNotContain("AzureUserSecurityContext", "setUserSecurityContext"));
	}

	@Test
	void theConfigurationNamesTheApplicationAndSetsNothingOfTheStarter() {
		assertThat(text(Path.of("src/main/resources/application.yml"))).contains("name: contoso-assistant")
			.doesNotContainPattern("securitycontext *[.:]");
	}

	private static List<Path> filesOf(String directory) {
		try (Stream<Path> files = Files.walk(Path.of("target", directory))) {
			return files.filter(Files::isRegularFile).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
