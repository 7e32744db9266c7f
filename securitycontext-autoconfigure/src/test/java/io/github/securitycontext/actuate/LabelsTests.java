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

package io.github.securitycontext.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.MissingAction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LabelsTests {

	@Test
	void membersAreInTheOrderOfTheRestReference() {
		assertThat(Labels.of(EnumSet.allOf(UserSecurityContextField.class)))
			.isEqualTo("application_name,end_user_id,end_user_tenant_id,source_ip");
		assertThat(Labels.of(Set.of(UserSecurityContextField.SOURCE_IP, UserSecurityContextField.END_USER_ID)))
			.isEqualTo("end_user_id,source_ip");
		assertThat(Labels.of(Set.of())).isEqualTo("none");
	}

	@Test
	void constantsAreWrittenAsInProperties() {
		assertThat(Labels.of(CallOutcome.RETRIED_WITHOUT)).isEqualTo("retried-without");
		assertThat(Labels.of((MissingReason) null)).isEqualTo("none");
	}

	@Test
	void theDocumentationExplainsEveryValue() throws IOException {
		String documentation = Files.readString(Path.of("../docs/observability.md"));
		assertThat(
				Stream.of(CallOutcome.values(), MissingReason.values(), ClientCoverage.values(), MissingAction.values())
					.flatMap(Stream::of)
					.map(Labels::of))
			.allSatisfy((value) -> assertThat(documentation).contains("`" + value + "`"));
	}

}
