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

package io.github.securitycontext.log;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentProblemsTests {

	private final OneTimeLog log = new OneTimeLog(RecentProblemsTests.class);

	private static RecentProblems.Problem find(String message) {
		return RecentProblems.list()
			.stream()
			.filter((problem) -> problem.message().equals(message))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void aProblemThatIsLoggedOnceIsCountedEachTime() {
		for (int i = 0; i < 3; i++) {
			this.log.warn("It rains");
		}
		new OneTimeLog(RecentProblemsTests.class).warn("It rains");

		RecentProblems.Problem problem = find("It rains");
		assertThat(problem.count()).isEqualTo(4);
		assertThat(problem.last()).isAfterOrEqualTo(problem.first());
	}

	@Test
	void ofAFailureOnlyTheTypeIsKept() {
		this.log.warn("It failed", new IllegalStateException("alice@example.com"));

		assertThat(find("It failed: java.lang.IllegalStateException").count()).isEqualTo(1);
		assertThat(RecentProblems.list().toString()).doesNotContain("alice");
	}

	@Test
	void onlyTheLastTwentyAreKeptAndTheLastComesFirst() {
		IntStream.range(0, 50).forEach((i) -> this.log.warn("Problem " + i));

		List<RecentProblems.Problem> problems = RecentProblems.list();
		assertThat(problems).hasSize(RecentProblems.MAX);
		assertThat(problems).extracting(RecentProblems.Problem::message).contains("Problem 49");
		assertThat(problems).isSortedAccordingTo((one, other) -> other.last().compareTo(one.last()));
	}

}
