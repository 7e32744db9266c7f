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

package io.github.securitycontext.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationReferenceTests {

	private static final Path REFERENCE = Path.of("../docs/configuration.md");

	private static final String COMMAND = "./mvnw test -pl securitycontext-autoconfigure -am"
			+ " -Dtest=ConfigurationReferenceTests -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write";

	@Test
	void theReferenceSaysWhatTheMetadataSays() throws IOException {
		String reference = ConfigurationReference.ofModule().write(COMMAND);
		if (Boolean.getBoolean("reference.write")) {
			Files.writeString(REFERENCE, reference);
		}
		assertThat(REFERENCE).as("the configuration reference, which this writes anew: " + COMMAND)
			.hasContent(reference);
	}

	@Test
	void theReadmeLeadsToIt() throws IOException {
		assertThat(Files.readString(Path.of("../README.md"))).contains("](docs/configuration.md)");
	}

	@Test
	void aPropertyHasItsTypeDefaultDescriptionAndHintsInOneRow() {
		String reference = new ConfigurationReference("""
				{
				  "properties": [
				    { "name": "a.list", "type": "java.util.List<java.lang.String>", "defaultValue": ["x", "y"] },
				    {
				      "name": "a.choice",
				      "type": "io.github.securitycontext.attach.MissingAction",
				      "description": "What | becomes\\nof <it>.",
				      "defaultValue": "warn"
				    }
				  ],
				  "hints": [ { "name": "a.choice", "values": [ { "value": "a|b", "description": "Either." } ] } ]
				}
				""").write("command");

		assertThat(reference).contains("\ncommand\n", "| `a.list` | `List<String>` | `x`, `y` | |\n",
				"| `a.choice` | `MissingAction`<br>`warn`, `reject` | `warn` |"
						+ " What \\| becomes of &lt;it>.<br>`a\\|b`: Either. |\n");
	}

	@Test
	void theKeysOfAClientAreListed() throws IOException {
		assertThat(ConfigurationReference.ofModule().write("command"))
			.contains("<br>`enabled`, `application-name`, `missing.required`, `missing.action` |");
	}

	@Test
	void thePropertiesOfSpringBootComeLast() throws IOException {
		assertThat(ConfigurationReference.ofModule().write("command")).containsSubsequence("`securitycontext.enabled`",
				"`securitycontext.unsupported-model`", "`management.endpoint.securitycontext.access`");
	}

}
