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

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was warned of last in this JVM. Static, because it is noted by objects that
 * applications make themselves, and that know no application.
 */
public final class RecentProblems {

	/**
	 * How many problems are kept.
	 */
	static final int MAX = 20;

	private static final Map<String, Occurrences> problems = new ConcurrentHashMap<>();

	private RecentProblems() {
	}

	/**
	 * Notes that a problem occurred, again maybe.
	 * @param message the problem, without personal data
	 */
	static void note(String message) {
		Occurrences occurrences = problems.get(message);
		if (occurrences == null) {
			occurrences = problems.computeIfAbsent(message, (ignored) -> new Occurrences());
			while (problems.size() > MAX) {
				list().stream()
					.filter((problem) -> !problem.message().equals(message))
					.reduce((newer, older) -> older)
					.ifPresent((oldest) -> problems.remove(oldest.message()));
			}
		}
		occurrences.add();
	}

	/**
	 * Returns the problems.
	 * @return the latest of them, that which occurred last first
	 */
	public static List<Problem> list() {
		return problems.entrySet()
			.stream()
			.map((entry) -> entry.getValue().describe(entry.getKey()))
			.sorted(Comparator.comparing(Problem::last).reversed())
			.toList();
	}

	/**
	 * A problem that was warned of.
	 *
	 * @param message what was logged, without the place of a failure
	 * @param first when it occurred first, as far as that is remembered
	 * @param last when it occurred last
	 * @param count how often it occurred since the first time
	 */
	public record Problem(String message, Instant first, Instant last, long count) {

	}

	private static final class Occurrences {

		private final Instant first = Instant.now();

		private final LongAdder count = new LongAdder();

		private volatile Instant last = this.first;

		private void add() {
			this.count.increment();
			this.last = Instant.now();
		}

		private Problem describe(String message) {
			return new Problem(message, this.first, this.last, this.count.sum());
		}

	}

}
