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

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CallReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UnseenUsersTests {

	private static final String WARNING = "None of 50 AI calls names an end user";

	private final UnseenUsers listener = new UnseenUsers();

	/**
	 * Whatever another test made of the levels of this JVM.
	 */
	@BeforeEach
	void logWarnings() {
		setLogLevel(LogLevel.WARN);
	}

	@AfterEach
	void logAsBefore() {
		setLogLevel(null);
	}

	private static void setLogLevel(@Nullable LogLevel level) {
		LoggingSystem.get(UnseenUsersTests.class.getClassLoader()).setLogLevel(UnseenUsers.class.getName(), level);
	}

	private void call(int times, CallOutcome outcome, @Nullable MissingReason reason) {
		for (int i = 0; i < times; i++) {
			this.listener.onCall(new CallReport("client", outcome, reason, Set.of(), Map.of(), Duration.ofNanos(1)));
		}
	}

	@Test
	void theMostFrequentReasonIsSaidOnceWithTheFix(CapturedOutput output) {
		call(20, CallOutcome.WITHOUT_USER, MissingReason.NO_REQUEST);
		call(29, CallOutcome.WITHOUT_USER, MissingReason.NOT_AUTHENTICATED);
		assertThat(output).doesNotContain(WARNING);
		call(500, CallOutcome.WITHOUT_USER, MissingReason.NO_REQUEST);

		assertThat(output).containsOnlyOnce(WARNING + ", mostly because nobody is signed in. Let Spring Security"
				+ " require authentication for the paths that make them. If there are no users, set"
				+ " securitycontext.end-user.enabled=false");
	}

	@Test
	void oneUserIsEnough(CapturedOutput output) {
		call(49, CallOutcome.WITHOUT_USER, MissingReason.NO_REQUEST);
		call(1, CallOutcome.ATTACHED, null);
		call(500, CallOutcome.WITHOUT_USER, MissingReason.NO_REQUEST);

		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void callsThatAreNotAboutUsersDoNotCount(CapturedOutput output) {
		call(500, CallOutcome.SKIPPED, MissingReason.UNSUPPORTED_API_VERSION);
		call(500, CallOutcome.SKIPPED, MissingReason.VETOED);
		call(500, CallOutcome.REJECTED, MissingReason.NOT_AUTHENTICATED);
		call(500, CallOutcome.RETRIED_WITHOUT, MissingReason.UNSUPPORTED_MODEL);

		assertThat(output).doesNotContain(WARNING);
	}

	@ParameterizedTest
	@CsvSource({ "NO_REQUEST, spring.reactor.context-propagation=auto", "NOT_AUTHENTICATED, Let Spring Security",
			"NOT_IDENTIFIED, securitycontext.end-user.id-claims", "FAILED, The log", "NOT_SET, Customizer beans",
			"LEFT_OUT_BY_CALLER, Do not set user_security_context" })
	void eachReasonHasItsFix(MissingReason reason, String fix, CapturedOutput output) {
		call(50, CallOutcome.WITHOUT_USER, reason);

		assertThat(output).contains(reason.getDescription()).contains(fix);
	}

}
